"""Rules as formulas that Excel and LibreOffice both know; an empty text stands for "no score"."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping

from policyindex.questions.asked import Takes
from policyindex.selfscoring.model import NodeRule, QuestionRule
from policyindex.selfscoring.scoring_book import ScoringBook, quoted


def points_formula(book: ScoringBook, question: QuestionRule) -> str:
    """Give the points of a question from its answer cells."""
    formula = answer_points(book, question)
    formula = f'IF({left_out(book, question)},"",{formula})'
    if question.id in book.instead:
        cell = book.instead[question.id]
        formula = f"IF(ISNUMBER({cell}),{cell},{formula})"
    return f"={formula}"


def left_out(book: ScoringBook, question: QuestionRule) -> str:
    """Tell whether the answer cell says that the question is left out, itself or by an option."""
    return _says(book, question, question.leaving)


def stated(book: ScoringBook, question: QuestionRule) -> str:
    """Tell whether the answer cell says that the question is left out, or names an option without points."""
    return _says(book, question, (at for at, each in enumerate(question.choices, 1) if each.status))


def _says(book: ScoringBook, question: QuestionRule, options: Iterable[int]) -> str:
    cell = book.answer[question.id]
    named = (f"({cell}=INDEX({book.refs[f'list {question.id}']},{at}))" for at in options)
    return "+".join((f"SUMPRODUCT(--({cell}={book.refs[f'out {question.id}']}))", *named)) + ">0"


def answer_points(book: ScoringBook, question: QuestionRule) -> str:
    """Give the points of what is answered, an empty text where nothing is."""
    cell = book.answer[question.id]
    if question.takes is Takes.CODE:
        place = f"MATCH({cell},{book.refs[f'list {question.id}']},0)"
        found = f"INDEX({book.refs[f'points {question.id}']},{place})"
        return f'IF(ISNUMBER({found}),{found},"")'
    if question.takes is Takes.TRUTH:
        return f'IF({said(book, cell, "yes")},{question.points!r},IF({said(book, cell, "no")},0,""))'
    if question.takes is Takes.NUMBER:
        return f'IF({_counts(question, cell)},{_of_number(question, cell)},"")'
    yes, no = (parts_saying(book, question, each) for each in ("yes", "no"))
    grades = ((question.at_least, question.points),) if question.at_least else question.grades
    return f'IF(OR({yes}>0,{no}={len(question.choices)}),{_reached(grades, yes)},"")'


def said(book: ScoringBook, cell: str, key: str) -> str:
    """Tell whether a cell says yes or no: in a word that the reader takes too, or as TRUE and FALSE.

    Not by MATCH or COUNTIF: they take ``*`` for any word.
    """
    truth = cell if key == "yes" else f"NOT({cell})"
    return f"IF(ISLOGICAL({cell}),{truth},SUMPRODUCT(--(TRIM({cell})={book.refs[key]}))>0)"


def parts_saying(book: ScoringBook, question: QuestionRule, key: str) -> str:
    """Count the sub-options that say yes or no: beside each answer stands how it is understood."""
    return f"COUNTIF({book.parts[question.id]},{quoted(book.words[key])})"


def _counts(question: QuestionRule, cell: str) -> str:
    """Tell whether a cell holds a number that can be an answer; a text is greater than every number."""
    limits = [f"{cell}>={question.least!r}"] * (question.least is not None)
    limits += [f"{cell}<={question.most!r}"] * (question.most is not None)
    return f"IF(ISNUMBER({cell}),AND({','.join(limits)}),FALSE)" if limits else f"ISNUMBER({cell})"


def _of_number(question: QuestionRule, cell: str) -> str:
    value = cell
    for name, by in question.transform:
        value = TRANSFORMS[name](value, by)
    formula = _on_scale(question, value)
    return f'IFERROR({formula},"")' if question.transform else formula


def _on_scale(question: QuestionRule, value: str) -> str:
    if question.goalposts:
        worst, best = question.goalposts
        formula = f"({value}-({worst!r}))/({best - worst!r})*100"
        for name, limit in (("MAX", question.lowest), ("MIN", question.highest)):
            formula = formula if limit is None else f"{name}({limit:g},{formula})"
        return formula
    if question.lines:
        return _on_lines(question.lines, value)
    return _reached(question.grades, value) if question.grades else value


def _on_lines(lines: tuple[tuple[float, float], ...], value: str) -> str:
    formula = f"IF({value}>={lines[0][0]!r},{lines[0][1]!r},{lines[0][1]!r})"  # an error of the value stays one
    for (low, first), (high, second) in itertools.pairwise(lines):
        formula = f"IF({value}>={low!r},{first!r}+({value}-({low!r}))/({high - low!r})*({second - first!r}),{formula})"
    return f"IF({value}>={lines[-1][0]!r},{lines[-1][1]!r},{formula})"


def _power(value: str, exponent: float) -> str:
    """Raise a value; LibreOffice knows roots of numbers below 0, which the engine does not."""
    raised = f"POWER({value},{exponent!r})"
    return raised if exponent.is_integer() else f"IF({value}<0,NA(),{raised})"


TRANSFORMS: Mapping[str, Callable[[str, float], str]] = {
    "log": lambda value, by: f"LN({value})",
    "log10": lambda value, by: f"LOG10({value})",
    "sqrt": lambda value, by: f"SQRT({value})",
    "reciprocal": lambda value, by: f"(1/({value}))",
    "power": _power,
    "add": lambda value, by: f"(({value})+({by!r}))",
    "times": lambda value, by: f"(({value})*({by!r}))",
}


def _reached(grades: tuple[tuple[float, float], ...], value: str) -> str:
    formula = "0"
    for start, points in grades:
        formula = f"IF({value}>={start!r},{points!r},{formula})"
    return formula


def shown_formula(score: str, decimals: int) -> str:
    """Round a score half up, as it is shown: counted in billionths, so that a half is one."""
    power = 10**decimals
    whole = f"INT(ROUND({f'{score}*{power}' if decimals else score},{9 - decimals})+0.5)"
    return f"{whole}/{power}" if decimals else whole


def score_formula(
    node: NodeRule,
    values: str,
    weights: str,
    gone: str,
    answered: str,
    expected: str,
    unless: tuple[str, ...] = (),
    looked_up: tuple[str, str] | None = None,
) -> str:
    """Give a node's score from ranges over its children: values, weights, 1 where a child is left out.

    :param unless: conditions under which there is none
    :param looked_up: of a rule table, its score, and 1 where that counts although no input does
    """
    count = len(node.children)
    absent = f"({count}-COUNT({values})-SUM({gone}))"
    score, stands = looked_up or (_aggregated(node, values, weights, gone, absent), "")
    if node.rescale:
        low, high, to_low, to_high = node.rescale
        score = f"{to_low!r}+(({score})-({low!r}))/({high - low!r})*({to_high - to_low!r})"
    for name, limit in (("MAX", node.floor), ("MIN", node.cap)):
        score = score if limit is None else f"{name}({limit!r},{score})"
    blank = _blank(node, values, answered, absent)
    if node.min_coverage is not None:
        blank += f",{answered}<{node.min_coverage!r}*{expected}-0.000000001"
    blank = f"AND({stands}=0,OR({blank}))" if stands else blank
    return f'=IF(OR({",".join((blank, *unless))}),"",IFERROR({score},""))'


def _aggregated(node: NodeRule, values: str, weights: str, gone: str, absent: str) -> str:
    zero = node.missing == "zero"
    count = len(node.children)
    filled = f"({count}-SUM({gone}))" if zero else f"COUNT({values})"
    weighted = f"SUMPRODUCT({values},{weights})"
    if node.aggregator == "sum":
        return f"SUM({values})"
    if node.aggregator == "mean":
        return f"SUM({values})/{filled}"
    if node.aggregator == "weighted_sum":
        return weighted
    if node.aggregator == "weighted_mean":
        return f"{weighted}/SUMPRODUCT({f'1-{gone}' if zero else f'ISNUMBER({values})*1'},{weights})"
    if node.aggregator == "count":
        above = node.parameters["above"]
        return f'COUNTIF({values},">{above!r}")' + (f"+{absent}" if zero and above < 0 else "")
    if node.aggregator == "product":
        return f"IF({absent}>0,0,PRODUCT({values}))" if zero else f"PRODUCT({values})"
    if node.aggregator in PARTS:
        return PARTS[node.aggregator](
            node.parameters, *(_part(values, gone, at, zero=zero) for at in range(1, count + 1))
        )
    name = node.aggregator.upper()
    return f"IF({absent}>0,{name}(0,{values}),{name}({values}))" if zero else f"{name}({values})"


def _part(values: str, gone: str, at: int, *, zero: bool) -> str:
    """Give one child, an error where it has no score and does not count as 0."""
    value = f"INDEX({values},{at})"
    instead = f"IF(INDEX({gone},{at})=1,NA(),0)" if zero else "NA()"
    return f"IF(ISNUMBER({value}),{value},{instead})"


PARTS: Mapping[str, Callable[..., str]] = {
    "ratio": lambda parameters, first, second: f"({first})/({second})",
    "difference": lambda parameters, first, second: f"({first})-({second})",
    "power": lambda parameters, only: f"POWER({only},{parameters['exponent']!r})",
    "affine": lambda parameters, only: f"({only})*({parameters['factor']!r})+({parameters['constant']!r})",
}
"""Rules over one or two children that stand in an order."""


def _blank(node: NodeRule, values: str, answered: str, absent: str) -> str:
    if node.presence == "all":
        return f"COUNT({values})<{len(node.children)}"
    if node.missing == "propagate":
        return f"COUNT({values})=0,{absent}>0"
    return f"{answered}=0" if node.missing == "zero" else f"COUNT({values})=0"
