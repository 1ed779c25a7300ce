"""What the shapes of catalogue files read, as JSON Schema: from their own declarations and no second list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from secaudit.model.text import Language, Text

Schema = dict[str, Any]
Describe = Callable[[Language], Schema]

F = TypeVar("F", bound=Callable[..., Any])


class Key(Protocol):
    """What a description needs of one key of a mapping."""

    @property
    def shape(self) -> Callable[..., Any]:
        """How the value is read."""

    @property
    def required(self) -> bool:
        """Whether the key must be there."""

    @property
    def about(self) -> Text | None:
        """What the key is for."""

    @property
    def of(self) -> Mapping[str, Any] | None:
        """The keys of each item, where the value is a list of mappings."""


def reads(described: Schema | Describe) -> Callable[[F], F]:
    """Return a decorator that says what a shape reads; words in it may hang on the language."""

    def mark(shape: F) -> F:
        vars(shape)["described"] = described if callable(described) else lambda language: dict(described)
        return shape

    return mark


def schema_of(shape: Callable[..., Any], language: Language) -> Schema:
    """Return what a shape reads; anything, where nobody said.

    Raises:
        KeyError: the shape has no description; a fault of the tool.
    """
    describe: Describe = vars(shape)["described"]
    return describe(language)


def object_schema(keys: Mapping[str, Key], language: Language) -> Schema:
    """Return the schema of a mapping with the given keys and no others."""
    required = [name for name, key in keys.items() if key.required]
    return {
        "type": "object",
        "additionalProperties": False,
        **({"required": required} if required else {}),
        "properties": {name: _key(key, language) for name, key in keys.items()},
    }


def _key(key: Key, language: Language) -> Schema:
    if key.of is None:
        found = schema_of(key.shape, language)
    else:
        found = {"type": "array", "items": object_schema(key.of, language)}
    return found if key.about is None else {"description": key.about.to(language), **found}
