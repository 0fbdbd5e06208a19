"""What reforms cost: efforts from a table of somebody's own, by question or by option."""

from __future__ import annotations

from pathlib import Path

from policyindex.analysis.reforms.reach_space import Cost
from policyindex.analysis.reforms.reform import Reform
from policyindex.instruments.columns import indicator_of
from policyindex.problems import Problem, hint, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.written import text_of
from policyindex.scoring.result import Result
from policyindex.units.rows import Row, number_in, read_rows

COLUMNS = ("indicator", "option", "effort")


def read_efforts(path: Path, result: Result) -> Cost:
    """Read efforts, which count for a whole question where no option is named; an option's own effort wins.

    :returns: gives the effort of a reform, None where the table has none
    :raises ProblemsFoundError: for a table with errors
    """
    problems: list[Problem] = []
    found: dict[tuple[str, str], float] = {}
    for row in read_rows(path, COLUMNS, ("indicator", "effort"), problems):
        key, effort = _key(row, result, problems), number_in(row, "effort", problems)
        if effort is not None and effort <= 0:
            problems.append(problem("effort-not-above-zero", row.where, value=row["effort"]))
        if key is not None and effort is not None:
            if key in found:
                problems.append(problem("effort-twice", row.where, value=" ".join(filter(None, key))))
            found[key] = effort
    if any(each.severity == "error" for each in problems):
        raise ProblemsFoundError(problems)

    def cost(reform: Reform) -> float | None:
        key = indicator_of(reform.column)
        named = ((reform.column, reform.code), (key, reform.code), (reform.column, ""), (key, ""))
        return next((found[each] for each in named if each in found), None)

    return cost


def _key(row: Row, result: Result, problems: list[Problem]) -> tuple[str, str] | None:
    """Read for which question, and which answer to it, a row is."""
    head, name = result.instrument, row["indicator"]
    if name not in head.indicators and name not in result.plan.columns:
        values = {"value": name, "instrument": head.reference, "hint": hint(name, head.indicators)}
        problems.append(problem("reform-question-unknown", row.where, **values))
        return None
    if not row["option"]:
        return name, ""
    answer, _, fault = head.indicators[indicator_of(name)].parse(name, row["option"], row.where)
    problems += [fault] if fault else []
    return None if answer is None else (name, text_of(answer))
