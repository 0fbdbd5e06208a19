"""An instrument taken apart into rows of sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import BaseModel

from policyindex.authoring.cells import written
from policyindex.authoring.sheets import ALIASES, NEXT, TABLES, Table
from policyindex.instruments.draft import Draft
from policyindex.instruments.lists import Named
from policyindex.instruments.models import Option

Cell = str | Decimal | int | bool
Row = dict[str, Cell]
_HERE = {each: alias for alias, each in ALIASES.items()}


class Rows(NamedTuple):
    """What goes into a workbook."""

    head: list[tuple[str, Cell]]
    """Keys and values of the first sheet."""
    tables: dict[str, list[Row]]
    """Rows by sheet and column."""


class _Fields(dict[str, Any]):
    """The fields of a model: unlike a mapping's entries they never share a cell."""


def rows_of(draft: Draft) -> Rows:
    """Take an instrument apart; its included files are part of it."""
    update = {"indicators": draft.indicators, "nodes": draft.nodes, "include": ()}
    left = _fields(draft.file.model_copy(update=update))
    tables: dict[str, list[Row]] = {table.sheet: [] for table in TABLES}
    _without_lists(left, draft.named)
    _lists(left, tables)
    for table in sorted(TABLES, key=lambda each: -len(each.path)):  # what hangs below is taken out first
        tables[table.sheet] += [_row(table, keys, entry) for keys, entry in _taken(left, table.path, {})]
    for row in (*tables["indicators"], *tables["nodes"]):
        names = draft.named.get(str(row["id"]), Named())
        row.update({column: name for column, name in names._asdict().items() if name})
    return Rows(list(_flat(left, "")), tables)


def _without_lists(left: dict[str, Any], named: Mapping[str, Named]) -> None:
    """Leave out what questions take from shared lists."""
    for key, names in named.items():
        if key not in left["indicators"]:
            continue
        question = left["indicators"][key]
        for option in question["options"].values() if names.points else ():
            option.pop("points", None)
            option.pop("status", None)
        if names.options:
            del question["options"]


def _lists(left: dict[str, Any], tables: dict[str, list[Row]]) -> None:
    """Take the shared lists out; options that are texts alone may be written as such."""
    for table in (each for each in TABLES if each.sheet in ("option_lists", "point_lists")):
        for name, codes in left.pop(table.sheet, {}).items():
            for code, each in codes.items():
                entry = _Fields(text=each) if isinstance(each, str) and Option in table.models else _fields(each)
                tables[table.sheet].append(_row(table, {"list": name, "code": code}, entry))


def _fields(value: Any) -> Any:
    """Give models as dictionaries without what is only a default; what fits a cell stays as it is."""
    if isinstance(value, BaseModel) and written(value) is None:
        return _Fields(
            (info.alias or name, _fields(getattr(value, name)))
            for name, info in type(value).model_fields.items()
            if info.is_required() or getattr(value, name) != info.default
        )
    if isinstance(value, Mapping) and any(isinstance(each, BaseModel) for each in value.values()):
        return _Fields((key, _fields(each)) for key, each in value.items())
    if isinstance(value, tuple) and any(isinstance(each, BaseModel) for each in value) and written(value) is None:
        return [_fields(each) for each in value]
    return value


def _taken(value: Any, path: tuple[str, ...], keys: Row) -> Iterator[tuple[Row, Any]]:
    """Take the entries at a path out of the data, with the keys that lead to each."""
    step, rest = path[0], path[1:]
    if isinstance(value, dict) and not step.startswith(("{", "@", NEXT)):
        if step in value:
            yield from _taken(value[step], rest, keys)
            if not rest[1:] or not value[step]:
                del value[step]
        return
    pairs: list[tuple[Row, Any]] = []
    if step == NEXT and isinstance(value, list):
        pairs = [(keys, each) for each in value]
    elif step.startswith("@") and isinstance(value, list):
        pairs = [({**keys, step[2:-1]: each["id"]}, each) for each in value]
    elif step.startswith("{") and isinstance(value, Mapping):
        pairs = [({**keys, step[1:-1]: key}, each) for key, each in value.items()]
    for named, each in pairs:
        if rest:
            yield from _taken(each, rest, named)
        else:
            yield named, each


def _row(table: Table, keys: Row, entry: Any) -> Row:
    if not isinstance(entry, dict):  # the value of a facet that has nothing but a label
        return {**keys, table.columns[0]: entry}
    flat = {key: each for key, each in _flat(entry, "") if key not in keys}
    return {**keys, **{_HERE.get(key, key): each for key, each in flat.items()}}


def _flat(value: Any, path: str) -> Iterator[tuple[str, Cell]]:
    """Give every value with its path, several of them in one cell where that can be told apart again."""
    cell = None if isinstance(value, _Fields) else written(value)
    if cell is not None:
        yield path, cell
    elif isinstance(value, BaseModel | Mapping):
        items = _fields(value) if isinstance(value, BaseModel) else value
        for key, each in items.items():
            yield from _flat(each, f"{path}/{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value, 1):
            yield from _flat(each, f"{path}/{NEXT}{index}")
