"""The standard library's frozen dataclass, made at a tenth of the price.

The standard decorator writes up to seven methods as text and compiles them while its module is imported. A
command imports some hundreds of records and makes objects of a few dozen kinds, and compiling took longer
than loading all else that is ours. Here only the constructor is compiled, when it is first called; records
are compared, hashed and shown without any code of their own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(kind=None, /, *, frozen=False, slots=False, eq=True):
        """Make a class a dataclass; the arguments mean what they mean to the standard decorator.

        What can change is left to that one: it is a dozen of them. Of a frozen one the constructor takes
        every field, by place or by name.

        Raises:
            TypeError: a field is not to be taken, or by name alone.
        """
        if not frozen:
            return dataclasses.dataclass(kind, slots=slots, eq=eq)
        return lambda kind: _decorated(kind, slots=slots, eq=eq)


def _decorated(kind: type, *, slots: bool, eq: bool) -> type:
    own = {name for name, value in vars(kind).items() if value is not None}
    # Without a text of its own, the standard decorator would make one out of the whole signature.
    kind.__doc__ = kind.__doc__ or kind.__name__
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(kind)
    for field in dataclasses.fields(made):
        if not field.init or field.kw_only:
            raise TypeError(
                f"{kind.__name__}.{field.name}: the constructor of a frozen record takes every field"
            )
    given: dict[str, Callable[..., Any]] = {
        "__init__": _first_init(made),
        "__repr__": _shown,
        "__setattr__": _no_change,
        "__delattr__": _no_change,
    }
    if eq:
        given |= _comparing(made)
    if slots:
        given |= _packing(made)
    for name, method in given.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _first_init(kind: type) -> Callable[..., None]:
    """Return a constructor that puts the compiled one in its place, and calls it."""

    def first(self: object, *arguments: Any, **named: Any) -> None:
        init = _compiled_init(kind)
        setattr(kind, "__init__", init)  # noqa: B010  # a plain assignment is no business of a type checker
        init(self, *arguments, **named)

    return first


def _compiled_init(kind: type) -> Callable[..., None]:
    """Write and compile a constructor that takes every field, in the order of the fields."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    taken, body = ["self"], []
    for field in dataclasses.fields(kind):
        name, value = field.name, field.name
        if field.default is not dataclasses.MISSING:
            known[f"_of_{name}"] = field.default
            taken.append(f"{name}=_of_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_of_{name}"] = field.default_factory
            taken.append(f"{name}=_missing")
            value = f"_of_{name}() if {name} is _missing else {name}"
        else:
            taken.append(name)
        body.append(f"_set(self, {name!r}, {value})")
    if hasattr(kind, "__post_init__"):
        body.append("self.__post_init__()")
    lines = "\n ".join(body or ["pass"])
    exec(f"def __init__({', '.join(taken)}):\n {lines}", known)  # noqa: S102  # names of fields, and no more
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{kind.__qualname__}.__init__"
    return init


def _comparing(kind: type) -> dict[str, Callable[..., Any]]:
    """Return how records of a kind are compared and hashed: by the fields that are compared."""
    names = [field.name for field in dataclasses.fields(kind) if field.compare]
    key: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def equal(self: object, other: object) -> Any:
        return key(self) == key(other) if type(other) is type(self) else NotImplemented

    def hashed(self: object) -> int:
        return hash(key(self))

    return {"__eq__": equal, "__hash__": hashed}


@recursive_repr()
def _shown(self: Any) -> str:
    parts = (f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(parts)})"


def _no_change(self: object, name: str, value: object = None) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"{type(self).__qualname__} is frozen: {name!r} cannot change")


def _packing(kind: type) -> dict[str, Callable[..., Any]]:
    """Return how records with slots are packed for another process, and unpacked: all fields at once."""
    names = [field.name for field in dataclasses.fields(kind)]
    several = attrgetter(*names) if len(names) > 1 else None

    def state(self: object) -> Any:
        return several(self) if several is not None else tuple(getattr(self, name) for name in names)

    def first(self: object, values: Sequence[object]) -> None:
        restore = _compiled_restore(names)
        setattr(kind, "__setstate__", restore)  # noqa: B010  # as above
        restore(self, values)

    return {"__getstate__": state, "__setstate__": first}


def _compiled_restore(names: Sequence[str]) -> Callable[..., None]:
    """Write and compile what gives a record its fields back, thousands of which may come at once."""
    taken = [f"_{place}" for place in range(len(names))]
    body = [f"_set(self, {name!r}, {value})" for name, value in zip(names, taken, strict=True)]
    lines = "\n ".join([f"({''.join(f'{one}, ' for one in taken)}) = values", *body])
    known: dict[str, Any] = {"_set": object.__setattr__}
    exec(f"def __setstate__(self, values):\n {lines}", known)  # noqa: S102  # names of fields, and no more
    restore: Callable[..., None] = known["__setstate__"]
    return restore
