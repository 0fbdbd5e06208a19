"""The workbook under construction: its sheets, formats, and where the cells are that formulas point at."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

from policyindex.files.workbooks.writing import CELL
from policyindex.problems import shorten
from policyindex.problems.errors import WrongUseError
from policyindex.selfscoring.model import Choice, QuestionRule, SelfScoring, State
from policyindex.selfscoring.starting import Start, is_left_out, is_unread
from policyindex.selfscoring.texts import texts_in

SHEETS = ("result", "checklist", "todo", "plan_sheet", "calculation")
FORMULA = 8192
"""Characters that Excel reads in one formula."""
_INPUT = {"locked": False, "bg_color": "#FFF8DC", "border": 1, "border_color": "#C9B458"}
_FORMATS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 15},
    "label": {"bold": True, "font_color": "#1B5E7D"},
    "plain": {},
    "wrap": {"text_wrap": True},
    "quiet": {"text_wrap": True, "font_color": "#52616B", "font_size": 9},
    "head": {"bold": True, "text_wrap": True, "bg_color": "#1B5E7D", "font_color": "#FFFFFF"},
    "section": {"bold": True, "bg_color": "#E7F0F4", "font_size": 12},
    "group": {"bold": True, "bg_color": "#F4F6F7"},
    "bold": {"bold": True, "text_wrap": True},
    "number": {"align": "center", "num_format": "0.##;-0.##;0"},
    "whole": {"align": "center", "num_format": "0"},
    "strong": {"bold": True, "align": "center", "num_format": "0"},
    "input": {**_INPUT, "text_wrap": True},
    "date": {**_INPUT, "num_format": "yyyy-mm-dd", "align": "left"},
    "shown_date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "low": {"font_color": "#9C431D", "bold": True},
    "middle": {"font_color": "#735A00", "bold": True},
    "high": {"font_color": "#17694E", "bold": True},
    "dim": {"font_color": "#74858F"},
}


@dataclass
class ScoringBook:
    """Sheets by their key in the texts, and absolute references by question or node."""

    out: Any
    model: SelfScoring
    start: Start
    words: dict[str, str] = field(init=False)
    sheets: dict[str, Any] = field(init=False)
    formats: dict[str, Any] = field(init=False)
    answer: dict[str, str] = field(default_factory=dict)
    """The cell of a question's answer."""
    parts: dict[str, str] = field(default_factory=dict)
    """The cells that say how its sub-options are understood."""
    instead: dict[str, str] = field(default_factory=dict)
    """The cell of points given instead."""
    counted: dict[str, str] = field(default_factory=dict)
    """The cell of a question's points."""
    refs: dict[str, str] = field(default_factory=dict)
    """Other cells and ranges by name."""
    lines: dict[tuple[str, int], int] = field(default_factory=dict)
    """The lines that the texts of a row take."""
    wide: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = texts_in(self.model.language)
        self.sheets = {key: self.out.add_worksheet(self.words[key]) for key in SHEETS}
        self.formats = {
            key: self.out.add_format({"valign": "top", **properties}) for key, properties in _FORMATS.items()
        }
        for sheet in self.sheets.values():
            sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
            sheet.hide_gridlines(2)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)

    def say(self, key: str, **gaps: object) -> str:
        """Give a word in the workbook's language."""
        return self.words[key].format_map(gaps)

    def joined(self, key: str, **cells: str) -> str:
        """Give a word as formulas have it, with what they give in its gaps."""
        parts = re.split(r"\{(\w+)\}", self.words[key])
        return "&".join(cells[part] if at % 2 else quoted(part) for at, part in enumerate(parts) if part)

    def text(self, sheet: str, row: int, column: int, text: str, style: str = "wrap") -> None:
        """Write a text, whatever it looks like."""
        if len(text) > CELL:
            raise WrongUseError(
                f"a cell of a workbook holds {CELL:,} characters, this text has {len(text):,}: {shorten(text, 60)}"
            )
        if style == "title":
            self.lines[sheet, row] = 2
        if "text_wrap" in _FORMATS[style]:
            self.make_room(sheet, row, column, text, style)
        if text:
            self.sheets[sheet].write_string(row, column, text, self.formats[style])
        else:
            self.sheets[sheet].write_blank(row, column, None, self.formats[style])

    def heading(self, sheet: str, row: int, column: int, first: str, style: str = "title", last: str = "") -> None:
        """Write a line that names unit and period, by formula where they are typed in."""
        parts = (first, self.model.unit_name, self.model.period, last)
        now = " · ".join(filter(None, parts))
        if not self.model.anybody:
            self.text(sheet, row, column, now, style)
            return
        ends = (quoted(f"{first} · "), quoted(f" · {last}" if last else ""))
        typed = [f'IF({cell}="","…",{cell})' for cell in (self.refs["@unit_name"], self.refs["@period"])]
        formula = f'={ends[0]}&{typed[0]}&" · "&{typed[1]}&{ends[1]}'
        value = " · ".join(filter(None, (first, "…", self.model.period or "…", last)))
        self.formula(sheet, row, column, formula, value, style)

    def number(self, sheet: str, row: int, column: int, value: float | None, style: str = "number") -> None:
        """Write a number, nothing for None."""
        if value is None:
            self.sheets[sheet].write_blank(row, column, None, self.formats[style])
        else:
            self.sheets[sheet].write_number(row, column, value, self.formats[style])

    def formula(self, sheet: str, row: int, column: int, text: str, value: object, style: str = "plain") -> None:
        """Write a formula with the value it has now; None is an empty text."""
        if len(text) > FORMULA:
            raise WrongUseError(
                f"a formula of a workbook holds {FORMULA:,} characters, one of {self.model.reference} would have {len(text):,}: "
                "fewer thresholds, points of lines or limits in rule tables are needed, or a page (.html), which has no such limit"
            )
        self.sheets[sheet].write_formula(row, column, text, self.formats[style], "" if value is None else value)

    def at(self, sheet: str, row: int, column: int, to_row: int | None = None, to_column: int | None = None) -> str:
        """Give an absolute reference to a cell or a range."""
        from xlsxwriter.utility import quote_sheetname, xl_range_abs

        last = row if to_row is None else to_row
        cells = xl_range_abs(row, column, last, column if to_column is None else to_column)
        return f"{quote_sheetname(self.words[sheet])}!{cells}"

    def widths(self, sheet: str, *widths: int) -> None:
        """Set the widths of the columns; 0 hides one."""
        self.wide[sheet] = widths
        for column, width in enumerate(widths):
            self.sheets[sheet].set_column(column, column, width or None, None, {"hidden": not width})

    def make_room(self, sheet: str, row: int, column: int, text: str, style: str = "wrap") -> None:
        """Make a row high enough for a wrapped text: not every program does so by itself."""
        width = self.wide[sheet][column] if column < len(self.wide.get(sheet, ())) else 0
        if width:
            lines = sum(
                max(1, math.ceil(len(part) * (0.9 if style == "quiet" else 1.1) / width)) for part in text.split("\n")
            )
            self.lines[sheet, row] = max(lines, self.lines.get((sheet, row), 1))

    def fit_rows(self) -> None:
        """Set the heights of the rows."""
        for (sheet, row), lines in self.lines.items():
            self.sheets[sheet].set_row(row, min(409, 15 * lines + (2 if lines > 1 else 0)))

    def heads(self, sheet: str, row: int, *texts: str) -> None:
        """Write the heads of a table."""
        for column, text in enumerate(texts):
            self.text(sheet, row, column, text, "head")

    def with_decimals(self, style: str, decimals: int) -> str:
        """Give the name of a format for whole numbers with so many decimals."""
        name = f"{style} {decimals}" if decimals else style
        if name not in self.formats:
            properties = {**_FORMATS[style], "num_format": f"0.{'0' * decimals}"}
            self.formats[name] = self.out.add_format({"valign": "top", **properties})
        return name

    def left_out(self, state: State) -> str:
        """Give the text of a question that is left out."""
        return self.words[f"left_out_{state.status}"]

    def state_text(self, question: QuestionRule, state: State) -> str:
        """Say what was answered."""
        if is_left_out(state):
            return self.left_out(state)
        if is_unread(state):
            return self.say("not_read")
        if state.points is not None:
            return self.say("points_given", n=f"{state.points:g}")
        value = state.answer
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, float | int):
            return f"{value:g} {question.unit}".strip()
        chosen = [
            each.text
            for each in question.choices
            if each.code == value or (isinstance(value, tuple) and each.code in value)
        ]
        return "; ".join(chosen) or self.say("none_of_these")


def option_text(number: int, choice: Choice) -> str:
    """Give an option as it stands in a drop-down: short, and no other's beginning."""
    return f"{number}. {option_start(choice.text)}"


def option_start(text: str) -> str:
    """Give as much of an option's text as a drop-down has."""
    return shorten(text.replace("~", "-"), 120)


def quoted(text: str) -> str:
    """Give a text as a formula has it."""
    return '"' + text.replace('"', '""') + '"'
