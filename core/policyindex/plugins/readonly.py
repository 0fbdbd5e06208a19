"""What rules, observers and checks get to see: the same values, read-only all the way down.

Arrays are shared and locked; a mapping or list is one that refuses to be written to; an object that holds any of them
is a copy that holds these. What is read-only already is given as it is.
"""

from __future__ import annotations

import sys
from copy import copy
from types import ModuleType
from typing import Any, NoReturn

_PLAIN = (str, int, float, bytes, type(None), type, ModuleType)


def _refused(self: object, *arguments: object, **named: object) -> NoReturn:
    raise TypeError("this is read-only: rules, observers and checks look, they change nothing")


class ReadOnlyDict(dict[Any, Any]):
    """A mapping that cannot be written to; a copy of it can."""

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refused

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class FrozenDict(ReadOnlyDict):
    """A mapping whose copies, those in other processes too, cannot be written to either."""

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenDict, (dict(self),)


class ReadOnlyList(list[Any]):
    """A list that cannot be written to; a copy of it can."""

    __setitem__ = __delitem__ = __iadd__ = __imul__ = append = clear = extend = insert = pop = _refused
    remove = reverse = sort = _refused

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)


def read_only(value: Any, seen: dict[int, Any] | None = None) -> Any:
    """Give a value so that nobody can change it, nor what it holds."""
    if isinstance(value, _PLAIN):
        return value
    seen = {} if seen is None else seen
    if id(value) not in seen:
        seen[id(value)] = value  # whatever leads back to itself
        seen[id(value)] = _read_only(value, seen)
    return seen[id(value)]


def _read_only(value: Any, seen: dict[int, Any]) -> Any:
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.ndarray):
        part = value
        while isinstance(part, numpy.ndarray):  # a part of an array can be written through the whole
            part.flags.writeable = False
            part = part.base
        return value
    if isinstance(value, dict):
        held = {key: read_only(each, seen) for key, each in value.items()}
        same = isinstance(value, ReadOnlyDict) and all(held[key] is each for key, each in value.items())
        return value if same else ReadOnlyDict(held)
    if isinstance(value, list):
        return ReadOnlyList(read_only(each, seen) for each in value)
    if isinstance(value, set):
        return frozenset(value)
    if isinstance(value, tuple):
        parts = [read_only(each, seen) for each in value]
        if all(new is old for new, old in zip(parts, value, strict=True)):
            return value
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    return _object(value, seen)


def _object(value: Any, seen: dict[int, Any]) -> Any:
    """Copy an object that can be written to, or whose fields hold something that can."""
    held = getattr(value, "__dict__", None)
    if not isinstance(held, dict) or callable(value):
        return value
    fields = {name: read_only(each, seen) for name, each in held.items()}
    if _is_frozen(value) and all(fields[name] is each for name, each in held.items()):
        return value
    new = copy(value)
    new.__dict__.update(fields)
    return new


def _is_frozen(value: object) -> bool:
    """Tell whether no field of an object can be set: a frozen dataclass, or a frozen model."""
    dataclass = getattr(value, "__dataclass_params__", None)
    model = getattr(value, "model_config", None)
    return bool(dataclass.frozen if dataclass else isinstance(model, dict) and model.get("frozen"))
