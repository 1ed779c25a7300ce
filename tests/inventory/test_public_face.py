"""The room's public face: lazy imports, and the JSON Schema derived from the declarations."""

import subprocess
import sys

import pytest

import secaudit.inventory
from secaudit.inventory import json_schema
from secaudit.model.tables import READABLE, SCHEMA


def test_importing_the_room_imports_nothing_heavy() -> None:
    heavy = {"pyarrow", "yaml", "python_calamine"}
    code = f"import secaudit.inventory, sys; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = secaudit.inventory.nothing_of_this_name


def test_the_schema_has_every_readable_table_and_column() -> None:
    properties = json_schema()["properties"]
    assert list(properties) == list(READABLE)
    for name, table in READABLE.items():
        items = properties[name]["items"]
        assert list(items["properties"]) == list(table.readable)
        assert items["required"] == [column.name for column in table.readable.values() if column.required]
        assert items["additionalProperties"] is False
    assert not {name for name, table in SCHEMA.items() if table.derived} & set(properties)


def test_the_schema_tells_types_bounds_words_and_meaning() -> None:
    systems = json_schema()["properties"]["systems"]["items"]["properties"]
    assert systems["approved_level"]["type"] == ["integer", "null"]
    assert (systems["approved_level"]["minimum"], systems["approved_level"]["maximum"]) == (1, 5)
    assert systems["phase"]["enum"] == ["planned", "design", "build", "trial", "operation", "retired"]
    assert systems["monitoring"]["enum"][-1] is None
    assert systems["unit"]["description"] == "chủ quản / owner"
    assert systems["mfa"]["type"] == ["boolean", "null"]
    links = json_schema()["properties"]["links"]["items"]["properties"]
    assert links["both_ways"]["default"] is True
    declarations = json_schema()["properties"]["declarations"]["items"]["properties"]
    assert declarations["tables"]["items"]["enum"] == list(READABLE)
