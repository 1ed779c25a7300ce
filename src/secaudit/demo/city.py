"""The whole fictitious city as rows."""

from __future__ import annotations

from secaudit.demo import judgement, money, network, occurrences, organisation, papers
from secaudit.demo.body import Row
from secaudit.demo.devices import devices
from secaudit.demo.systems import systems
from secaudit.model.tables import READABLE

UNITS = 210
"""Units of a city of full size: the city, 41 organs and 168 communes."""


def rows(seed: int, units: int = UNITS) -> dict[str, list[Row]]:
    """Return every table of the city, in the schema's order.

    The same seed and number of units give the same rows everywhere.

    Raises:
        ValueError: a city of no units.
    """
    if units < 1:
        raise ValueError(f"a city has at least one unit, not {units}")
    city = organisation.bodies(seed, units)
    own, machines = systems(seed, city), devices(seed, city)
    declarations = organisation.declarations(seed, city)
    documents = papers.documents(seed, city, own)
    staff = organisation.staff(seed, city)
    budgets = money.budgets(seed, city)
    tables = {
        "units": organisation.agreed(city, organisation.units(seed, city), staff),
        "declarations": declarations,
        "documents": documents,
        "plan_tasks": papers.plan_tasks(seed, city, documents),
        "systems": own,
        "devices": machines,
        "segments": network.segments(seed, city),
        "links": network.links(seed, city),
        "products": occurrences.products(seed, city),
        "budgets": budgets,
        "spending": money.spending(seed, city, budgets),
        "vulnerabilities": occurrences.vulnerabilities(seed, city, own),
        "incidents": occurrences.incidents(seed, city),
        "inspections": occurrences.inspections(seed, city),
        "drills": occurrences.drills(seed, city),
        "staff": staff,
        "observations": judgement.observations(seed, city, own, machines),
        "waivers": judgement.waivers(seed, declarations, documents, own),
    }
    return {name: tables[name] for name in READABLE}
