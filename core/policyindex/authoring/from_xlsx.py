"""Reading an instrument from a workbook: every value keeps the cell it came from."""

from __future__ import annotations

from typing import Any

from policyindex.authoring.cells import fitted
from policyindex.authoring.sheet_columns import known_columns
from policyindex.authoring.sheet_rows import Cell, inside, rows_in
from policyindex.authoring.sheets import ALIASES, BY_SHEET, HEAD, HELP, KEY, NEXT, OWNERS, TABLES, VALUE, Table
from policyindex.files.strict_yaml import DEPTH_LIMIT, Document, Places
from policyindex.files.workbooks.values import Book
from policyindex.instruments.models import InstrumentFile
from policyindex.problems import Location, Problem, hint, listing, ordered, problem
from policyindex.problems.errors import ProblemsFoundError

Path = tuple[str | int, ...]


def read_workbook(book: Book) -> tuple[Document, list[Problem]]:
    """Read an instrument's sheets as if they were its YAML file; give it with the problems of cells.

    :raises ProblemsFoundError: where a sheet or column is missing that nothing can be said without
    """
    reader = _Reader(book)
    unread = [name for name in book.sheets if name not in reader.names.values()]
    reader.demand(HEAD, unread)
    for name in unread:
        known = (HEAD, *BY_SHEET)
        reader.report("sheet-unknown", book.where(name), sheet=name, known=listing(known, 40), hint=hint(name, known))
    reader.head()
    if not {"extends", "include"} & set(reader.data):
        reader.demand("indicators", unread)
    reader.demand("trees", unread)
    for table in TABLES:
        if table.sheet in reader.names:
            reader.table(table)
    if any(each.code == "sheet-column-missing" for each in reader.problems):  # the rest would follow from it
        raise ProblemsFoundError(ordered(reader.problems))
    _only_labels(reader.data)
    _only_values(reader.data, reader.places)

    def report(code: str, path: Path, value: Any, expected: str) -> None:
        reader.report(code, reader.places.at(*path), value=value, expected=expected, joined=expected)

    data = fitted(InstrumentFile, reader.data, (), report)
    return Document(book.name, data, reader.places, []), reader.problems


def _names(book: Book) -> dict[str, str]:
    """Find the sheets that are read, whatever their capitals and spaces: what each is called in the workbook."""
    known = (HEAD, HELP, *BY_SHEET)
    found = {name: name for name in book.sheets if name in known}
    for name in book.sheets:
        if (plain := name.strip().lower()) in known:
            found.setdefault(plain, name)
    return found


class _TakenError(Exception):
    """A value cannot stand at its path."""

    def __init__(self, code: str, path: Path) -> None:
        self.code, self.path = code, path


class _Reader:
    """Builds data from cells, and remembers where each value stands."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.names = _names(book)
        self.data: dict[str, Any] = {}
        self.places = Places({(): book.where(self.names.get(HEAD, ""))})
        self.problems: list[Problem] = []

    def report(self, code: str, where: Location, **values: object) -> None:
        self.problems.append(problem(code, where, **values))

    def demand(self, sheet: str, unread: list[str]) -> None:
        """Stop where a sheet is missing whose part stands nowhere else either."""
        if sheet in self.names or sheet in self.data:
            return
        also = f" Sheets that are not read: {listing(unread)}" if unread else ""
        raise ProblemsFoundError([problem("sheet-missing", self.book.where(), sheet=sheet, unread=also)])

    def head(self) -> None:
        """Read the sheet of keys and values."""
        seen: dict[str, Cell] = {}
        for row in rows_in(self.book, self.names[HEAD], (KEY, VALUE), (KEY, VALUE), self.problems):
            key, value = row[KEY], row[VALUE]
            if not self._is_key(key, KEY):
                continue
            if key.text in seen:
                self.report("sheet-row-twice", key.where, value=key.text, first=seen[key.text].inside)
            elif value.text:
                self.put(_steps(key.text), value.value, value.where)
                self.places[(*_steps(key.text), "<key>")] = key.where
            else:
                self.places.setdefault(_steps(key.text), value.where)
            seen.setdefault(key.text, key)
        self.data.setdefault("format", 1)

    def table(self, table: Table) -> None:
        """Read a sheet of entries."""
        seen: dict[Path, Cell] = {}
        name, needed = self.names[table.sheet], (*table.keys, *table.needed)
        for row in rows_in(self.book, name, needed, known_columns(table), self.problems):
            keys = [self._is_key(row[column], column) for column in table.keys]
            if not all(keys) or not self._owned(table, row):
                continue
            first = row[table.keys[-1]] if table.keys else next(iter(row.values()))
            path = self._entry(table, row)
            if path in seen:
                shown = " ".join(row[column].text for column in table.keys)
                self.report("sheet-row-twice", first.where, value=shown, first=seen[path].inside)
                continue
            seen[path] = first
            self.put(path, {}, first.where)
            if table.path[-1].startswith("@"):
                self.put((*path, "id"), first.value, first.where)
            aliases = ALIASES if table.sheet == "indicators" else {}
            values = [((*path, *_steps(aliases.get(each, each))), row[each]) for each in row if each not in table.keys]
            for place, cell in values:
                if cell.value != "" or place[-1] in table.needed:
                    self.put(place, cell.value, cell.where)
            for place, cell in values:  # where something may be missing
                self.places.setdefault(place, cell.where)

    def _is_key(self, cell: Cell, column: str) -> bool:
        """Check that a cell can say which entry a row is."""
        if not cell.text:
            self.report("sheet-key-missing", cell.where, column=column)
        elif cell.is_moment:
            self.report("sheet-date", cell.where)
        return bool(cell.text) and not cell.is_moment

    def put(self, path: Path, value: Any, where: Location) -> None:
        """Set a value, at the place of its cell; an empty cell means null, an entry that is there already stays."""
        if len(path) > DEPTH_LIMIT:
            return self.report("yaml-too-deep", where, limit=DEPTH_LIMIT)
        for length in range(1, len(path) + 1):
            self.places.setdefault(path[:length], where)
            self.places.setdefault((*path[:length], "<key>"), where)
        try:
            self._fill(path, None if value == "" else value)
        except _TakenError as error:
            shown = "/".join(f"{NEXT}{step + 1}" if isinstance(step, int) else step for step in error.path)
            self.report(error.code, where, value=shown, first=inside(self.places.at(*error.path)))
        return None

    def _fill(self, path: Path, value: Any) -> None:
        at: Any = self.data
        for depth, step in enumerate(path):
            if not isinstance(at, list if isinstance(step, int) else dict):
                raise _TakenError("sheet-path-clash", path[:depth])
            if isinstance(step, int) and step > len(at):
                raise _TakenError("sheet-list-gap", path[: depth + 1])
            last = depth == len(path) - 1
            if step == len(at) if isinstance(at, list) else step not in at:
                inner = value if last else [] if isinstance(path[depth + 1], int) else {}
                if isinstance(at, list):
                    at.append(inner)
                else:
                    at[step] = inner
            elif last and value != {}:
                raise _TakenError("sheet-path-clash", path)
            at = _below(at, step)

    def _owned(self, table: Table, row: dict[str, Cell]) -> bool:
        """Check that the entry of another sheet that a row belongs to is there."""
        sheet, entries = OWNERS.get(table.keys[0] if table.keys else "", ""), self.data.get(table.path[0])
        known = list(entries) if isinstance(entries, dict) else []
        if not sheet or sheet == table.sheet or (owner := row[table.keys[0]]).text in known:
            return True
        values = {"value": owner.text, "sheet": sheet, "known": listing(known), "hint": hint(owner.text, known)}
        self.report("sheet-key-unknown", owner.where, **values)
        return False

    def _entry(self, table: Table, row: dict[str, Cell]) -> Path:
        """Find the path of a row's entry; lists are counted from 0."""
        path: list[str | int] = []
        at: Any = self.data
        for step in table.path:
            entries = at if isinstance(at, list) else []
            if step == NEXT:
                path.append(len(entries))
            elif step.startswith("@"):
                ids = [each.get("id") for each in entries if isinstance(each, dict)]
                wanted = row[step[2:-1]].text
                path.append(ids.index(wanted) if wanted in ids else len(ids))
            else:
                path.append(row[step[1:-1]].text if step.startswith("{") else step)
            at = _below(at, path[-1])
        return tuple(path)


def _below(at: Any, step: str | int) -> Any:
    if isinstance(at, list) and isinstance(step, int):
        return at[step] if step < len(at) else None
    return at.get(step) if isinstance(at, dict) else None


def _only_labels(data: dict[str, Any]) -> None:
    """Write the value of a facet that has nothing but a label as that label."""
    facets = data.get("facets")
    for facet in facets.values() if isinstance(facets, dict) else ():
        values = facet.get("values") if isinstance(facet, dict) else None
        if isinstance(values, dict):
            single = {
                key: value["label"]
                for key, value in values.items()
                if isinstance(value, dict) and set(value) == {"label"}
            }
            values.update(single)


def _only_values(data: dict[str, Any], places: Places) -> None:
    """Write options that have nothing but a text as that text, and entries of lists of points as what their cells hold."""
    for key, names in (("option_lists", ()), ("indicators", ("options",)), ("point_lists", ())):
        entries = data.get(key)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            path = (key, name, *names)
            codes: Any = entry.get(names[0]) if names and isinstance(entry, dict) else entry
            only = "points" if key == "point_lists" else "text"
            for code, each in codes.items() if isinstance(codes, dict) else ():
                if isinstance(each, dict) and set(each) == {only}:
                    codes[code], places[(*path, code)] = each[only], places.at(*path, code, only)


def _steps(text: str) -> Path:
    """Read a path such as ``targets/#1/node``."""
    steps = (step.strip() for step in text.split("/"))
    return tuple(int(step[1:]) - 1 if _is_number(step) else step for step in steps)


def _is_number(step: str) -> bool:
    return step[:1] == NEXT and step[1:].isascii() and step[1:].isdigit() and 0 < len(step) < 7 and int(step[1:]) > 0
