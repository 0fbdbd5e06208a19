"""Incomplete scores in the sheet that counts: the weight of what is answered, and the scores that the rest allows."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.selfscoring.formulas import score_formula, shown_formula
from policyindex.selfscoring.model import NodeRule
from policyindex.selfscoring.scoring_book import ScoringBook, quoted
from policyindex.selfscoring.starting import leaves, shown
from policyindex.selfscoring.table_sheet import TableCells

SHARE, COVERED, WANTED, LEAST, MOST, THIN, INCOMPLETE, GONE = range(9, 17)
"""Columns of the nodes, behind those that every workbook has; without a limit there is none of them."""
_SHEET = "calculation"
_ENDS = {LEAST: ("least", "worst"), MOST: ("most", "best")}
"""The name of each end of the range, and whose points stand there for an answer that is missing."""


def heads(book: ScoringBook) -> list[str]:
    """Name the columns."""
    words = book.words
    by_weight = (f"{words[key]} ({words['weight']})" for key in ("answered", "asked"))
    keys = ("least", "most", "thin", "run.incomplete", "is_left_out")
    return [words["share"], *by_weight, *(words[key] for key in keys)] if book.model.coverage else []


def write_incomplete(book: ScoringBook, node: NodeRule, row: int, weights: str, table: TableCells | None) -> None:
    """Write a node's columns and those of its children below it.

    :param weights: the range of its children's weights
    :param table: what its rule table gives, where it has one
    """
    if not book.model.coverage:
        return
    last, start = row + len(node.children), book.start.nodes[node.id]
    for column, name in ((COVERED, "covered"), (WANTED, "wanted"), (LEAST, "least"), (MOST, "most"), (THIN, "thin")):
        book.refs[f"{name} {node.id}"] = book.at(_SHEET, row, column)
    for at, (child, share) in enumerate(zip(node.children, node.shares, strict=True), row + 1):
        book.number(_SHEET, at, SHARE, share, "plain")
        _write_child(book, child, at)
    shares, covered, wanted, gone = (book.at(_SHEET, row + 1, each, last) for each in (SHARE, COVERED, WANTED, GONE))
    every = f"IF(SUM({gone})={len(node.children)},1,0)"
    out = f"IF({table.end_leaves}=1,1,{every}*(1-{table.end_stands}))" if table else every
    book.formula(_SHEET, row, GONE, f"={out}", int(start.end_gone))
    book.refs[f"end gone {node.id}"] = book.at(_SHEET, row, GONE)
    book.formula(_SHEET, row, COVERED, f"=SUMPRODUCT({shares},{covered})", start.covered)
    book.formula(_SHEET, row, WANTED, f"=SUMPRODUCT({shares},{wanted})", start.wanted)
    for at, (column, value) in enumerate(((LEAST, start.least), (MOST, start.most))):
        values, asked = book.at(_SHEET, row + 1, column, last), book.refs[f"expected {node.id}"]
        open_ = tuple(_limitless(book, node, column))
        found = (table.ends[at], table.end_stands) if table else None
        formula = score_formula(node, values, weights, gone, asked, asked, open_, found)
        book.formula(_SHEET, row, column, formula, value)
    book.formula(_SHEET, row, THIN, f"=IF({_short(book, node)},1,0)", int(start.thin))
    few = "+".join(book.refs[f"thin {each}"] for each in (node.id, *node.parts))
    formula = f"=IF(ISNUMBER({book.refs[f'value {node.id}']}),IF({few}>0,1,0),0)"
    book.formula(_SHEET, row, INCOMPLETE, formula, int(start.incomplete))
    book.refs[f"incomplete {node.id}"] = book.at(_SHEET, row, INCOMPLETE)


def _write_child(book: ScoringBook, child: str, at: int) -> None:
    if child in book.start.nodes:
        start = book.start.nodes[child]
        book.formula(_SHEET, at, GONE, f"={book.refs[f'end gone {child}']}", int(start.end_gone))
        for column, name in ((COVERED, "covered"), (WANTED, "wanted")):
            book.formula(_SHEET, at, column, f"={book.refs[f'{name} {child}']}", getattr(start, name))
        for column, (name, _) in _ENDS.items():
            cell = book.refs[f"{name} {child}"]
            book.formula(_SHEET, at, column, f'=IF(ISNUMBER({cell}),{cell},"")', getattr(start, name))
        return
    question = next(each for each in book.model.questions if each.id == child)
    points, gone = book.start.points[child], leaves(question, question.start)
    value, answered, out = (book.refs[f"{name} {child}"] for name in ("value", "answered", "gone"))
    book.formula(_SHEET, at, COVERED, f"={answered}", int(points is not None))
    book.formula(_SHEET, at, WANTED, f"=1-{out}", int(not gone))
    book.formula(_SHEET, at, GONE, f"={out}", int(gone))
    for column, (_, end) in _ENDS.items():
        limit = getattr(question, end)
        missing = '""' if limit is None else f'IF({out}=1,"",{limit!r})'
        now = None if gone else limit
        book.formula(_SHEET, at, column, f"=IF(ISNUMBER({value}),{value},{missing})", now if points is None else points)


def _limitless(book: ScoringBook, node: NodeRule, column: int) -> Iterator[str]:
    """Give conditions under which nobody can say: an answer is missing whose points have no limit."""
    if not node.bounded:
        yield "TRUE"
    for each in book.model.questions:
        if each.id in node.leaves and getattr(each, _ENDS[column][1]) is None:
            yield f"{book.refs[f'answered {each.id}']}+{book.refs[f'gone {each.id}']}=0"


def _short(book: ScoringBook, node: NodeRule) -> str:
    """Tell whether too little is answered below a node."""
    done, asked, covered, wanted = (
        book.refs[f"{name} {node.id}"] for name in ("answered", "expected", "covered", "wanted")
    )
    few = f"IFERROR({covered}/{wanted}<{book.model.coverage - 1e-9!r},FALSE)"
    return f"OR({few},{done}<{asked})" if book.model.coverage == 1 else few


def state_formula(book: ScoringBook, node: NodeRule) -> tuple[str, str]:
    """Give a condition for an incomplete score, and what is said of it, as formulas have them."""
    if not book.model.coverage:
        return "FALSE", '""'
    least, most = (book.refs[f"{end} {node.id}"] for end in ("least", "most"))
    counts = {"n": book.refs[f"answered {node.id}"], "all": book.refs[f"expected {node.id}"]}
    ends = {"least": _written(least, node.decimals), "most": _written(most, node.decimals)}
    known = f"AND(ISNUMBER({least}),ISNUMBER({most}))"
    said = f"IF({known},{book.joined('run.incomplete_range', **ends)},{quoted(book.words['run.incomplete'])})"
    said = f"{said}&{quoted(' · ')}&{book.joined('read_of', **counts)}"
    return f"{book.refs[f'incomplete {node.id}']}=1", said


def state_text(book: ScoringBook, node: NodeRule) -> str:
    """Say of an incomplete score at the start what the formula says; empty: it is complete."""
    start = book.start.nodes[node.id]
    if not start.incomplete:
        return ""
    least, most, said = shown(start.least, node.decimals), shown(start.most, node.decimals), book.say("run.incomplete")
    if least is not None and most is not None:
        ends = {"least": f"{least:.{node.decimals}f}", "most": f"{most:.{node.decimals}f}"}
        said = book.say("run.incomplete_range", **ends)
    return f"{said} · {book.say('read_of', n=start.answered, all=start.expected)}"


def _written(score: str, decimals: int) -> str:
    """Give a score as a text has it; FIXED writes the sign that the reader's language has before decimals."""
    whole = shown_formula(score, decimals)
    return f"FIXED({whole},{decimals},TRUE)" if decimals else whole
