"""Every table of the inventory, declared once.

Readers, checks, the engine's schema, JSON Schema, labels and spreadsheet templates all derive from
these declarations.
"""

from secaudit.model.table import Table
from secaudit.model.tables.judgement import OBSERVATIONS, WAIVERS
from secaudit.model.tables.money import BUDGETS, SPENDING
from secaudit.model.tables.network import LINKS, SEGMENTS
from secaudit.model.tables.occurrences import DRILLS, INCIDENTS, INSPECTIONS
from secaudit.model.tables.organisation import DECLARATIONS, STAFF, UNITS
from secaudit.model.tables.papers import DOCUMENTS, PLAN_TASKS
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.model.tables.subtree import BLOC_BUDGETS, SUBTREE_BUDGETS, SUBTREE_TRAINING
from secaudit.model.tables.systems import DEVICES, PRODUCTS, SYSTEMS, VULNERABILITIES

SCHEMA: dict[str, Table] = {
    table.name: table
    for table in (
        UNITS,
        DECLARATIONS,
        DOCUMENTS,
        PLAN_TASKS,
        SYSTEMS,
        DEVICES,
        SEGMENTS,
        LINKS,
        PRODUCTS,
        BUDGETS,
        SPENDING,
        VULNERABILITIES,
        INCIDENTS,
        INSPECTIONS,
        DRILLS,
        STAFF,
        OBSERVATIONS,
        WAIVERS,
        SUBTREE_BUDGETS,
        SUBTREE_TRAINING,
        BLOC_BUDGETS,
        DATA_QUALITY,
    )
}
"""All tables by name, in the order of the contract; derived ones last."""

READABLE: dict[str, Table] = {name: table for name, table in SCHEMA.items() if not table.derived}
"""The tables that an inventory file may hold."""
