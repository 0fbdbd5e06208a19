"""Workbooks of the official layout with invented numbers, own words and whatever fault a test plants."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from click.testing import Result as Ran

from policyindex import Answer, AnswerSet, Instrument, score
from policyindex.files.workbooks.addresses import address, position
from policyindex.plugins.host import PluginHost

PRINTED = ("bb28", "bb29", "bb30bb31", "cb51", "cc59cd64", "fb_new", "gb")
"""Composites that have columns of their own."""
OVERALLS = {
    "overall_with_health": "Overall Score (with health)",
    "overall_without_health": "Overall Score (with/out health)",
    "overall_without_health_and_education": "Overall Score (with/out health and education)",
}
LABELS = ("Indicator", "Sub-indicator", "Title", "Description", "Answer options", "Year")
YEARS = (2021, 2022, 2023, 2024)


class Formula(NamedTuple):
    """A formula and the value it had when the workbook was saved; ``saved`` stands for it, such as an error."""

    text: str
    value: float
    saved: str | None = None


class Serial(NamedTuple):
    """A number that the sheet shows as a date."""

    number: int


class Failed(NamedTuple):
    """An error without a formula, as pasting values leaves it."""

    error: str


CellValue = str | float | datetime | Formula | Serial | Failed
Points = Mapping[tuple[str, str], float]


class Grid:
    """The cells of one sheet, and where what stands."""

    def __init__(self) -> None:
        self.cells: dict[str, CellValue] = {}
        self.scores: dict[tuple[str, int], str] = {}
        self.years: dict[tuple[str, int], str] = {}
        self.comments: dict[tuple[str, int], str] = {}
        self.codes: dict[str, str] = {}

    def moved(self, rows: int, columns: int) -> dict[str, CellValue]:
        """Give the values of all cells, moved; formulas become constants."""
        found: dict[str, CellValue] = {}
        for cell, value in self.cells.items():
            row, column = position(cell)
            found[address(row + rows, column + columns)] = value.value if isinstance(value, Formula) else value
        return found


def points_of(instrument: Instrument, seed: int, years: Iterable[int] = YEARS) -> dict[tuple[str, str], float]:
    """Invent answers in points by period and indicator."""
    chance = random.Random(seed)
    return {
        (str(year), key): chance.choice([float(option.points) for option in getattr(each, "options").values()])  # noqa: B009
        for year in years
        for key, each in instrument.indicators.items()
    }


def grid_of(
    instrument: Instrument,
    host: PluginHost,
    points: Points,
    years: Iterable[int] = YEARS,
    order: Callable[[list[str]], list[str]] = list,
) -> Grid:
    """Lay out one country; ``order`` may shuffle an area's items."""
    grid, years = Grid(), tuple(years)
    nodes = _scores(instrument, host, points)
    cells = grid.cells
    cells["A1"], cells["A2"] = "Overall Scores", "Year"
    row = 4 + len(years)
    for area in instrument.file.facets["area"].values:
        cells[address(row, 1)], cells[address(row, 2)] = "Policy strand", f"Strand {area}"
        for at, label in enumerate(LABELS, 1):
            cells[address(row + at, 1)] = label
        for at, (key, sub) in enumerate([(area, False), *_items(instrument, area, order)]):
            column = 1 + 3 * at
            for below, label in enumerate(LABELS, 1):
                cells[address(row + below, column)] = label
            grid.codes[key] = address(row + (2 if sub else 1), column + 1)
            cells[grid.codes[key]] = key
            cells[address(row + 3, column + 1)] = f"Item {key} in our words"
            cells[address(row + 6, column + 1)], cells[address(row + 6, column + 2)] = "Score", "Comments"
            for below, year in enumerate(years, row + 7):
                grid.years[key, year], grid.scores[key, year] = address(below, column), address(below, column + 1)
                grid.comments[key, year] = address(below, column + 2)
                cells[grid.years[key, year]] = year
        row += len(LABELS) + len(years) + 2
    for at, (node, header) in enumerate(OVERALLS.items(), 2):
        cells[address(2, at)] = header
        for below, year in enumerate(years, 3):
            grid.scores[node, year] = address(below, at)
            cells[address(below, 1)] = year
    for (key, year), cell in grid.scores.items():
        if key in instrument.indicators:
            if (str(year), key) in points:
                cells[cell] = points[str(year), key]
        elif (value := nodes.get((str(year), key))) is not None:
            cells[cell] = Formula(_formula(instrument, grid, key, year), value)
    return grid


def write_workbook(path: Path, sheets: Mapping[str, Mapping[str, CellValue]], hidden: Iterable[str] = ()) -> Path:
    """Write cells by sheet."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for cell, value in cells.items():
            if isinstance(value, Formula):
                sheet.write_formula(cell, f"={value.text}", None, value.value if value.saved is None else value.saved)
            elif isinstance(value, Failed):
                sheet.write_formula(cell, "=FAILED", None, value.error)
            elif isinstance(value, Serial):
                sheet.write_number(cell, value.number, date)
            elif isinstance(value, datetime):
                sheet.write_datetime(cell, value, date)
            else:
                sheet.write(cell, value)
    for sheet in book.worksheets():
        if sheet.get_name() in hidden:
            sheet.hide()
    book.close()
    if any(isinstance(value, Failed) for cells in sheets.values() for value in cells.values()):
        with_parts(path, {SHEETS: lambda xml: xml.replace(b"<f>FAILED</f>", b"")})
    return path


FILES = {"output": "answers.csv", "comments": "comments.csv", "report": "report.csv"}


class Imported:
    """What one call of the command gave."""

    def __init__(self, ran: Ran, folder: Path) -> None:
        self.ran, self.code, self.stdout = ran, ran.exit_code, ran.stdout
        self.answers = {
            (row["unit"], row["period"], key): float(value)
            for row in rows_of(folder / "answers.csv")
            for key, value in row.items()
            if key not in ("unit", "period") and value
        }
        self.comments = [tuple(row.values()) for row in rows_of(folder / "comments.csv")]
        self.report = [tuple(row.values()) for row in rows_of(folder / "report.csv")]


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def import_workbook(run: Callable[..., Ran], path: Path, *more: str) -> Imported:
    """Read a workbook as a user does; all files go beside it."""
    files = [part for name, file in FILES.items() for part in (f"--{name}", str(path.with_name(file)))]
    return Imported(run("import", "mipex-workbook", path, *files, *more), path.parent)


class Thread(NamedTuple):
    """An entry of a threaded comment; ``mention`` is a part of its text that names a person."""

    cell: str
    text: str
    reply: bool = False
    mention: str = ""


SHEETS = "xl/worksheets/sheet"
"""Starts the names of the sheets' parts."""
_REPLY = ' parentId="{0}"'
_KINDS = "http://schemas.microsoft.com/office/2017/10/relationships/"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def with_parts(path: Path, changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, str] = {}) -> Path:
    """Change the XML of a workbook in place: parts whose names start so, and parts to add."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for start, change in changes.items():
        parts |= {name: change(content) for name, content in parts.items() if name.startswith(start)}
    parts |= {name: content.encode() for name, content in more.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_threads(path: Path, sheet: str, threads: Iterable[Thread], person: str) -> Path:
    """Add threaded comments to a sheet's part, as spreadsheet programs write them, all by one person."""
    entries = "".join(
        f'<threadedComment ref="{each.cell}" dT="2024-05-01T10:00:00.00" personId="{{P}}" id="{{{at}}}"'
        f"{_REPLY if each.reply else ''}><text>{each.text}</text>{_mention(each)}</threadedComment>"
        for at, each in enumerate(threads)
    )
    spaces = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    number = sheet.removeprefix(SHEETS)
    relations = f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels"
    thread = (
        f'<Relationship Id="rT" Type="{_KINDS}threadedComment" Target="../threadedComments/threadedComment{number}"/>'
    )
    people = f'<Relationship Id="rP" Type="{_KINDS}person" Target="persons/person.xml"/></Relationships>'
    with zipfile.ZipFile(path) as archive:
        new = {} if relations in archive.namelist() else {relations: _RELATIONS.format(thread)}
    more = {
        f"xl/threadedComments/threadedComment{number}": f"<ThreadedComments {spaces}>{entries}</ThreadedComments>",
        "xl/persons/person.xml": f'<personList {spaces}><person displayName="{person}" id="{{P}}"/></personList>',
    }
    end = b"</Relationships>"
    changes: dict[str, Callable[[bytes], bytes]] = {
        "xl/_rels/workbook.xml.rels": lambda xml: xml.replace(end, people.encode()),
        relations: lambda xml: xml.replace(end, thread.encode() + end),
    }
    return with_parts(path, changes, more | new)


def _mention(thread: Thread) -> str:
    if not thread.mention:
        return ""
    before = thread.text[: thread.text.index(thread.mention)]
    start, length = (len(each.encode("utf-16-le")) // 2 for each in (before, thread.mention))
    return f'<mentions><mention mentionpersonId="{{P}}" startIndex="{start}" length="{length}"/></mentions>'


def _scores(instrument: Instrument, host: PluginHost, points: Points) -> dict[tuple[str, str], float]:
    answers = AnswerSet(
        Answer("BO", period, key, answer=_code(instrument, key, value)) for (period, key), value in points.items()
    )
    result = score(instrument, answers, host)
    return {(row.period, row.node): row.score for row in result.rows(("areas",)) if row.score is not None}


def _code(instrument: Instrument, key: str, points: float) -> str:
    options = instrument.indicators[key].option_points
    return next(code for code, earned in options.items() if float(earned) == points)


def _items(instrument: Instrument, area: str, order: Callable[[list[str]], list[str]]) -> list[tuple[str, bool]]:
    """Give the items of an area, and whether their code stands in the row of sub-indicators."""
    items: list[tuple[str, bool]] = []
    for child in order(list(instrument.nodes[area].children)):
        below = instrument.indicators_below(child) if child in instrument.nodes else (child,)
        items += [(child, False)] * (child in PRINTED)
        items += [(each, child in PRINTED) for each in below]
    return items


def _formula(instrument: Instrument, grid: Grid, node: str, year: int) -> str:
    parts = []
    for child in instrument.nodes[node].children:
        if (child, year) in grid.scores:
            parts.append(grid.scores[child, year])
        else:
            leaves = [grid.scores[each, year] for each in instrument.indicators_below(child)]
            parts.append(f"({'+'.join(leaves)})/{len(leaves)}")
    return f"AVERAGE({','.join(parts)})"
