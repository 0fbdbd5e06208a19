"""What reports of reforms say alike: the reforms with their texts, what stands behind them, and how gains are to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyindex.analysis.reforms.reform import Kept, Reform, answer_after, answer_before
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.standards import behind, cited
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.report import Branch, Cell, Column
from policyindex.scoring.again import cell_of
from policyindex.scoring.result import Result

NOMINAL = (
    "By nominal weights that nobody published, the other units standing still. An index counts laws by its questions: what "
    "a reform does to people it does not say."
)
REFORMS = (
    Column("unit"),
    Column("unit_name"),
    Column("period"),
    Column("indicator"),
    Column("label", width=34),
    Column("from"),
    Column("from_text", width=60),
    Column("from_points", type="number"),
    Column("to"),
    Column("to_text", width=60),
    Column("to_points", type="number"),
    Column("standards", width=60),
    Column("references_today", width=60),
    Column("reference", width=60),
    Column("comment", width=60),
)


def two_more(result: Result, node: str) -> int:
    """Give with how many decimals gains are shown: small ones would be 0 with those of scores."""
    return result.instrument.decimals(node) + 2


def score_text(result: Result, node: str, score: float | None) -> str:
    """Write a score; a dash where there is none."""
    return NONE if score is None else shown_number(score, two_more(result, node))


def arrow(before: str, after: str) -> str:
    """Write what becomes what, or what stays."""
    return before if before == after else f"{before or NONE} → {after or NONE}"


def points_of(result: Result, row: int, reform: Reform) -> tuple[float | None, float | None]:
    """Give the points before and after a reform; None where there are none."""
    before = float(result.panel.values[row, result.plan.columns.index(reform.column)])
    after = cell_of(result, row, reform.column, reform.answer).points
    return None if before != before else before, None if after != after else after


def standards_of(result: Result, reform: Reform) -> list[str]:
    """Cite what the instrument names behind the new answer."""
    indicator = result.instrument.indicators[indicator_of(reform.column)]
    own = indicator.option_backing.get(reform.code)
    found = indicator.top_backing if indicator.points_of(reform.answer) == indicator.best()[0] else own
    return list(map(cited, behind(result.instrument, found))) if found else []


def references_of(result: Result, row: int, column: str) -> tuple[str, ...]:
    """Give what today's answer rests on."""
    given = result.panel.given.get((row, result.plan.columns.index(column)))
    return given.references if given else ()


def reform_branch(result: Result, row: int, reform: Reform, before: str = "") -> Branch:
    """Tell a reform: the question, what becomes what, what today's law is and what stands behind the new answer."""
    (code, text), (to, meaning) = answer_before(result, row, reform.column), answer_after(result, reform)
    points = " → ".join(NONE if each is None else f"{each:g}" for each in points_of(result, row, reform))
    head = f"{before}{result.instrument.label(reform.column)} ({reform.column}): {points} points"
    lines = [f"from: {_answer(code, text)}", f"to: {_answer(to, meaning)}"]
    lines += [f"today's law: {each}" for each in references_of(result, row, reform.column)]
    lines += [f"{name}: {each}" for name, each in (("new law", reform.reference), ("why", reform.comment)) if each]
    lines += [f"standard or source: {each}" for each in standards_of(result, reform)]
    return Branch(head, tuple(lines))


def _answer(code: str, text: str) -> str:
    return " · ".join(filter(None, (code, text)))


def reform_cells(result: Result, row: int, reform: Reform) -> tuple[Cell, ...]:
    """Give a reform as programs get it; see ``REFORMS``."""
    (code, text), (to, meaning) = answer_before(result, row, reform.column), answer_after(result, reform)
    before, after = points_of(result, row, reform)
    unit = result.panel.units[row]
    return (
        unit, result.unit_names.get(unit, unit), result.panel.periods[row], reform.column,
        result.instrument.label(reform.column), code, text, before, to, meaning, after,
        "; ".join(standards_of(result, reform)), "; ".join(references_of(result, row, reform.column)),
        reform.reference, reform.comment,
    )  # fmt: skip


def left_alone(kept: Iterable[Kept]) -> Iterator[str]:
    """Count the questions in which no reform is looked for, by the reason."""
    found: dict[str, int] = {}
    for each in kept:
        found[each.why] = found.get(each.why, 0) + 1
    if found:
        told = ", ".join(f"{why} ({count})" for why, count in found.items())
        yield f"No reform is looked for in: {told}"
