"""Rule tables in the sheet that counts: what each input is, and a row for every combination, one of which decides."""

from __future__ import annotations

from dataclasses import dataclass

from policyindex.questions.asked import Takes
from policyindex.selfscoring.formulas import answer_points, left_out, parts_saying, said
from policyindex.selfscoring.model import NodeRule, QuestionRule
from policyindex.selfscoring.rule_tables import Table, TableInput, TableStart
from policyindex.selfscoring.scoring_book import ScoringBook

_SHEET = "calculation"
_NOW, _LEAVES, _STANDS = 2, 3, 4
"""Columns: what an input is now, and the scores of combinations; which of them leave the denominator, and which count
although no input does."""


@dataclass(frozen=True)
class TableCells:
    """What a table gives now, as formulas: its score, 1 where that counts although no input does, 1 where it leaves."""

    score: str
    stands: str
    leaves: str
    ends: tuple[str, str] = ("", "")
    """The lowest and the highest score that the missing answers allow."""
    end_stands: str = "0"
    end_leaves: str = "0"
    """Both while missing answers may be any."""


def write_table(
    book: ScoringBook, node: NodeRule, row: int, value: int, ends: tuple[int, ...]
) -> tuple[TableCells | None, int]:
    """Write a node's table from a row on, right below its children; gives its formulas and the next free row.

    :param value: the column of the children's values
    :param ends: those of the lowest and the highest that they can become; none where no score is ever incomplete
    """
    table, start = node.table, book.start.tables.get(node.id)
    if table is None or start is None:
        return None, row
    decides = row + 1 + len(table.inputs)
    places = _write_inputs(book, table, start, row, (value, *ends))
    ranges = _write_combinations(book, table, start, decides + 1, places)
    cells = _write_decision(book, table, start, decides, places, ranges)
    return cells, decides + 2 + len(table.scores)


def _write_inputs(
    book: ScoringBook, table: Table, start: TableStart, row: int, columns: tuple[int, ...]
) -> dict[int, list[str]]:
    """Write what each input is now and, at both ends, can become; gives the cells by column.

    :param columns: those of the children's values, which stand right above
    """
    ends, count = columns[1:], len(table.inputs)
    tops = dict(
        zip((1, _NOW, *ends), map(book.words.__getitem__, ("rule_table", "state", "least", "most")), strict=False)
    )
    _write_heads(book, row, tops)
    for at, each in enumerate(table.inputs):
        here = row + 1 + at
        now, *far = (book.at(_SHEET, row - count + at, column) for column in columns)
        book.text(_SHEET, here, 1, each.child, "plain")
        book.formula(_SHEET, here, _NOW, f"={_place(book, each, now)}", start.now[at])
        for column, cell, last, place in zip(ends, far, (0, each.known - 1), start.ends(at), strict=False):
            formula = _end(book, each, book.at(_SHEET, here, _NOW), cell, last)
            book.formula(_SHEET, here, column, f"={formula}", place)
    return {column: [book.at(_SHEET, row + 1 + at, column) for at in range(count)] for column in (_NOW, *ends)}


def _write_combinations(
    book: ScoringBook, table: Table, start: TableStart, row: int, places: dict[int, list[str]]
) -> dict[int, str]:
    """Write a row for every combination; gives the ranges by column."""
    words, ends = book.words, list(places)[1:]
    tops = {
        1: words["combination"],
        _NOW: words["score"],
        _LEAVES: words["is_left_out"],
        _STANDS: words["counts_alone"],
    }
    _write_heads(book, row, {**tops, **dict.fromkeys(ends[:1], words["possible"])})
    for at, score in enumerate(table.scores):
        here = row + 1 + at
        book.text(_SHEET, here, 1, table.case(at), "plain")
        book.number(_SHEET, here, _NOW, score, "plain")
        book.number(_SHEET, here, _LEAVES, float(at in table.leaving), "plain")
        book.number(_SHEET, here, _STANDS, float(at in table.stands), "plain")
        if ends:
            states = [each.state(at) for each in table.inputs]
            both = zip(states, *(places[column] for column in ends), strict=True)
            inside = ",".join(f"{low}<={state},{high}>={state}" for state, low, high in both)
            formula = '=""' if score is None else f'=IF(AND({inside}),{score!r},"")'
            book.formula(_SHEET, here, ends[0], formula, score if start.holds(states) else None)
    columns = (_NOW, _LEAVES, _STANDS, *ends[:1])
    return {column: book.at(_SHEET, row + 1, column, row + len(table.scores)) for column in columns}


def _write_decision(
    book: ScoringBook, table: Table, start: TableStart, row: int, places: dict[int, list[str]], ranges: dict[int, str]
) -> TableCells:
    """Write which combination it is, now and while every input is at its lowest."""
    ends, strides = list(places)[1:], [each.stride for each in table.inputs]
    book.text(_SHEET, row, 1, book.words["decides"], "plain")
    book.formula(_SHEET, row, _NOW, f"={_combination(strides, places[_NOW])}", start.entry + 1)
    entry, leaves, stands = (book.at(_SHEET, row, column) for column in (_NOW, _LEAVES, _STANDS))
    book.formula(_SHEET, row, _LEAVES, f"=INDEX({ranges[_LEAVES]},{entry})", int(start.leaves))
    book.formula(_SHEET, row, _STANDS, f"=INDEX({ranges[_STANDS]},{entry})", int(start.stands))
    found = f"INDEX({ranges[_NOW]},{entry})"
    score = f"IF(ISNUMBER({found}),{found},NA())"
    if not ends:
        return TableCells(score, stands, leaves)
    low, end_stands = (book.at(_SHEET, row, column) for column in ends)
    book.formula(_SHEET, row, ends[0], f"={_combination(strides, places[ends[0]])}", start.low_entry + 1)
    asked = [each.child for each in table.inputs if each.child not in book.start.nodes]
    still = "+".join(f"({book.refs[f'answered {each}']}+{book.refs[f'gone {each}']}=0)" for each in asked) or "0"
    kept, left = (f"IF({still}=0,INDEX({ranges[column]},{low}),0)" for column in (_STANDS, _LEAVES))
    book.formula(_SHEET, row, ends[1], f"={kept}", int(start.end_stands))
    possible = ranges[ends[0]]
    least, most = (
        f"IF({end_stands}=1,INDEX({ranges[_NOW]},{low}),IF(COUNT({possible})=0,NA(),{name}({possible})))"
        for name in ("MIN", "MAX")
    )
    return TableCells(score, stands, leaves, (least, most), end_stands, left)


def _write_heads(book: ScoringBook, row: int, texts: dict[int, str]) -> None:
    book.heads(_SHEET, row, *(texts.get(column, "") for column in range(max(texts) + 1)))


def _combination(strides: list[int], places: list[str]) -> str:
    return "1+" + "+".join(f"{stride}*{place}" for stride, place in zip(strides, places, strict=True))


def _place(book: ScoringBook, each: TableInput, value: str) -> str:
    """Number what an input is: the range that a number lies in, or its answer; behind these missing, and points of none."""
    if each.limits is not None:
        number = f"ROUND({value},9)"
        ranges = "+".join(f"({number}>={limit!r})+({number}>{limit!r})" for limit in each.limits)
        return f"IF(ISNUMBER({value}),{ranges or 0},{each.known})"
    question = next(one for one in book.model.questions if one.id == each.child)
    own = _answer(book, question, each.known)
    if question.id not in book.instead:
        return own
    given, alone = book.instead[question.id], str(each.known + 1)
    for code, points in enumerate(each.earned):
        if points is not None and each.earned.count(points) == 1:
            alone = f"IF({given}={points!r},{code},{alone})"
    otherwise = f"IF({own}={each.known},{alone},{each.known + 1})"
    return f"IF(ISNUMBER({given}),IF({given}={answer_points(book, question)},{own},{otherwise}),{own})"


def _answer(book: ScoringBook, question: QuestionRule, missing: int) -> str:
    cell = book.answer[question.id]
    if question.takes is Takes.CODE:
        return f"IFERROR(MATCH({cell},{book.refs[f'list {question.id}']},0)-1,{missing})"
    if question.takes is Takes.TRUTH:
        return f"IF({said(book, cell, 'yes')},1,IF({said(book, cell, 'no')},0,{missing}))"
    yes, no = (parts_saying(book, question, word) for word in ("yes", "no"))
    counts = f"IF(OR({yes}>0,{no}={len(question.choices)}),{yes},{missing})"
    return f"IF({left_out(book, question)},{missing},{counts})"


def _end(book: ScoringBook, each: TableInput, now: str, cell: str, far: int) -> str:
    """Number what an input can become at one end: any answer where it is missing."""
    if each.limits is not None:
        return _place(book, each, cell)
    answered, gone = (book.refs[f"{name} {each.child}"] for name in ("answered", "gone"))
    return f"IF({answered}+{gone}=0,{far},{now})"
