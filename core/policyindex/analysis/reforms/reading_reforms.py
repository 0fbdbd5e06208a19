"""Reading reforms as somebody types them: a question and its new answer, each fault with its place and a remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyindex.analysis.reforms.reform import Reform
from policyindex.answers.record import STATUSES, Status
from policyindex.instruments.columns import indicator_of
from policyindex.problems import Location, Problem, hint, listing, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.asked import Takes
from policyindex.scoring.again import ANSWERED, by_panel_steps
from policyindex.scoring.result import Result

Typed = tuple[str, str, Location]
"""A column, the text of an answer, and where they stand."""


def typed_reforms(texts: Iterable[str], result: Result, option: str) -> tuple[list[Reform], list[Problem]]:
    """Read texts such as ``ba21=full`` or ``q1[education]=true``, and give what is doubtful about them.

    :param option: where they were typed, such as ``--set``
    :raises ProblemsFoundError: with every fault
    """
    where, typed, problems = Location(option), list[Typed](), list[Problem]()
    example = _example(result)
    for text in texts:
        column, separator, answer = (each.strip() for each in text.partition("="))
        if column and separator and answer:
            typed.append((column, answer, where))
        else:
            problems.append(problem("reform-malformed", where, value=text, example=example))
    found = read_reforms(typed, result, problems, numbers=False)
    if any(each.severity == "error" for each in problems):
        raise ProblemsFoundError(problems)
    return found, problems


def _example(result: Result) -> str:
    """Give a reform as it is typed."""
    for column in result.plan.columns:
        for code in result.instrument.indicators[indicator_of(column)].offered(result.instrument.language):
            return f"{column}={code}"
    return "question=answer"


def read_reforms(typed: Iterable[Typed], result: Result, problems: list[Problem], *, numbers: bool) -> list[Reform]:
    """Read the new answers to questions; what is wrong becomes problems.

    :param numbers: whether a number may change
    """
    found: dict[str, Reform] = {}
    for column, text, where in typed:
        faults = list(unchangeable(column, result, where, numbers=numbers))
        if column in found:
            faults.append(problem("reform-twice", where, value=column))
        if not faults:
            question = result.instrument.indicators[indicator_of(column)]
            answer, _, fault = question.parse(column, text, where)
            faults += [fault] if fault else []
            if answer is not None:
                found[column] = Reform(column, answer)
        problems += faults
    return list(found.values())


def unchangeable(column: str, result: Result, where: Location, *, numbers: bool) -> Iterator[Problem]:
    """Say why a question cannot be changed here."""
    head, columns, key = result.instrument, result.plan.columns, indicator_of(column)
    if key not in head.indicators:
        known = list(head.indicators)
        values = {"value": column, "instrument": head.reference, "hint": hint(column, known)}
        yield problem("reform-question-unknown", where, **values)
        return
    question, places = head.indicators[key], [each for each in columns if indicator_of(each) == key]
    if not places:
        yield problem("reform-question-uncounted", where, value=column)
    elif column not in columns:
        yield problem("reform-instance", where, value=column, known=listing(places))
    elif question.takes is Takes.NUMBER and not numbers:
        yield problem("reform-number", where, value=column)
    elif column in by_panel_steps(result.plan):
        yield problem("reform-among-all", where, value=column)
    elif others := [name for name in columns if head.indicators[indicator_of(name)].divided_by == key]:
        yield problem("reform-divides", where, value=column, others=listing(others))


def fitting(result: Result, row: int, reforms: Iterable[tuple[Reform, Location]]) -> list[Problem]:
    """Warn of reforms that change nothing in a row.

    :param reforms: each with where it stands
    :raises ProblemsFoundError: for a question that is not asked of the unit in the period
    """
    panel, refused, same = result.panel, [], []
    for each, where in reforms:
        at = row, result.plan.columns.index(each.column)
        status, given = STATUSES[panel.status[at]], panel.given.get(at)
        values = {"value": each.column, "unit": panel.units[row], "period": panel.periods[row]}
        if status not in (Status.ANSWERED, Status.MISSING, Status.NOT_APPLICABLE):
            refused.append(problem("reform-not-asked", where, **values, status=status.replace("_", " ")))
        elif panel.status[at] == ANSWERED and given and given.points is None and given.answer == each.answer:
            same.append(problem("reform-same", where, **values))
    if refused:
        raise ProblemsFoundError(refused)
    return same
