"""The sheet that counts: lists for the drop-downs, questions, nodes with their children, bands."""

from __future__ import annotations

from functools import reduce

from policyindex.answers.record import Cause
from policyindex.questions.asked import Takes
from policyindex.selfscoring import incomplete
from policyindex.selfscoring.formulas import left_out, score_formula, shown_formula
from policyindex.selfscoring.model import Band, NodeRule
from policyindex.selfscoring.scoring_book import ScoringBook, option_text
from policyindex.selfscoring.starting import NodeStart, is_todo, leaves, shown
from policyindex.selfscoring.table_sheet import write_table
from policyindex.selfscoring.texts import taken

SHEET = "calculation"
SINCE = ("unchanged", *Cause)
"""What is said of an answer since the last round."""
POINTS, ANSWERED, OUT, TODO, PLACE, BELOW = 1, 2, 3, 4, 5, 6  # columns of the questions; BELOW: a column a node
SCORE, WEIGHT, GONE, DONE, ASKED, SHOWN, LEVEL = 2, 3, 4, 5, 6, 7, 8  # columns of the nodes


def write_lists(book: ScoringBook) -> int:
    """Write what drop-downs offer; gives the next free row."""
    row = 0
    for key in ("yes", "no"):
        book.text(SHEET, row, 1, book.words[key], "plain")
        for column, text in enumerate(taken(key), 2):
            book.text(SHEET, row, column, text, "quiet")
        book.refs[key] = book.at(SHEET, row, 2, row, 1 + len(taken(key)))
        row += 1
    book.refs["yes or no"] = book.at(SHEET, 0, 1, 1)
    for key in SINCE:
        book.text(SHEET, row, 1, book.words[key], "plain")
        row += 1
    book.refs["since"] = book.at(SHEET, row - len(SINCE), 1, row - 1)
    for question in book.model.questions:
        first, texts = row, [option_text(number, each) for number, each in enumerate(question.choices, 1)]
        if question.takes is Takes.CODE:
            book.refs[f"list {question.id}"] = book.at(SHEET, row, 1, row + len(texts) - 1)
            book.refs[f"points {question.id}"] = book.at(SHEET, row, 2, row + len(texts) - 1)
        else:
            texts = [book.words["yes"], book.words["no"]] if question.takes is Takes.TRUTH else []
        for number, text in enumerate(texts):
            book.text(SHEET, row, 0, question.id, "plain")
            book.text(SHEET, row, 1, text, "plain")
            book.number(SHEET, row, 2, question.choices[number].points if question.choices else None)
            row += 1
        book.refs[f"out {question.id}"] = book.at(SHEET, row, 1, row + len(question.statuses) - 1)
        for status in question.statuses:
            book.text(SHEET, row, 0, question.id, "plain")
            book.text(SHEET, row, 1, book.words[f"left_out_{status}"], "plain")
            row += 1
        book.refs[f"offered {question.id}"] = book.at(SHEET, first, 1, row - 1)
    return row + 1


def write_calculation(book: ScoringBook, row: int) -> None:
    """Write questions, nodes and bands from a row on."""
    row = _write_questions(book, row)
    row = _write_nodes(book, row + 1)
    _write_bands(book, row + 1)
    book.widths(SHEET, 34, 34, 12, 12, 12, 12, 12, 12, 12)


def _write_questions(book: ScoringBook, row: int) -> int:
    model, first = book.model, row + 1
    last = row + len(model.questions)
    heads = [
        book.words["item"],
        book.words["points"],
        *(book.words[key] for key in ("answered", "is_left_out", "todo", "place")),
        *(node.id for node in model.nodes),
    ]
    book.heads(SHEET, row, *heads)
    places = 0
    for at, question in enumerate(model.questions, first):
        points, out = book.start.points[question.id], leaves(question, question.start)
        todo = is_todo(question, points)
        places += todo
        here = [book.at(SHEET, at, column) for column in range(BELOW)]
        book.text(SHEET, at, 0, question.id, "plain")
        book.formula(SHEET, at, POINTS, f"={book.counted[question.id]}", points)
        book.formula(SHEET, at, ANSWERED, f"=IF(ISNUMBER({here[POINTS]}),1,0)", int(points is not None))
        book.formula(SHEET, at, OUT, f"=IF({left_out(book, question)},1-{here[ANSWERED]},0)", int(out))
        limit = (
            f"=IF({here[ANSWERED]}=1,IF({here[POINTS]}<{question.best!r},1,0),0)"
            if question.scored and question.best is not None
            else "=0"
        )
        book.formula(SHEET, at, TODO, limit, int(todo))
        above = book.at(SHEET, first, TODO, at)
        book.formula(SHEET, at, PLACE, f'=IF({here[TODO]}=1,SUM({above}),"")', places if todo else None)
        for column, node in enumerate(model.nodes, BELOW):
            book.number(SHEET, at, column, float(question.id in node.leaves), "plain")
        book.refs[f"todo {question.id}"], book.refs[f"place {question.id}"] = here[TODO], here[PLACE]
        book.refs[f"answered {question.id}"], book.refs[f"gone {question.id}"] = here[ANSWERED], here[OUT]
        book.refs[f"value {question.id}"] = here[POINTS]
    for name, column in (("answered", ANSWERED), ("out", OUT), ("todo", TODO)):
        book.refs[f"all {name}"] = book.at(SHEET, first, column, last)
    for column, node in enumerate(model.nodes, BELOW):
        book.refs[f"below {node.id}"] = book.at(SHEET, first, column, last)
    return last + 1


def _write_nodes(book: ScoringBook, row: int) -> int:
    heads = (
        book.words["part"],
        "",
        book.words["score"],
        *(book.words[key] for key in ("weight", "is_left_out", "answered", "asked", "shown")),
        book.words["band"],
        *incomplete.heads(book),
    )
    book.heads(SHEET, row, *heads)
    row += 1
    for node in book.model.nodes:
        start = book.start.nodes[node.id]
        first, last = row + 1, row + len(node.children)
        score, gone, done, asked = (book.at(SHEET, row, column) for column in (SCORE, GONE, DONE, ASKED))
        values, weights, outs = (book.at(SHEET, first, column, last) for column in (SCORE, WEIGHT, GONE))
        below = book.refs[f"below {node.id}"]
        book.text(SHEET, row, 0, node.label, "bold")
        book.text(SHEET, row, 1, node.id, "plain")
        ends = (incomplete.LEAST, incomplete.MOST) if book.model.coverage else ()
        table, after = write_table(book, node, last + 1, SCORE, ends)
        found = (table.score, table.stands) if table else None
        formula = score_formula(node, values, weights, outs, done, asked, looked_up=found)
        book.formula(SHEET, row, SCORE, formula, start.score)
        every = f"IF(SUM({outs})={len(node.children)},1,0)"
        out = f"IF({table.leaves}=1,1,{every}*(1-{table.stands}))" if table else every
        book.formula(SHEET, row, GONE, f"={out}", int(start.gone))
        book.formula(SHEET, row, DONE, f"=SUMPRODUCT({below},{book.refs['all answered']})", start.answered)
        book.formula(SHEET, row, ASKED, f"=SUMPRODUCT({below},1-{book.refs['all out']})", start.expected)
        judged = reduce(shown_formula, node.rounded, score) if node.rounded else f"ROUND({score},9)"
        book.formula(SHEET, row, SHOWN, f'=IF(ISNUMBER({score}),{judged},"")', judged_score(node, start.score))
        refs = {
            "value": score,
            "gone": gone,
            "answered": done,
            "expected": asked,
            "shown": book.at(SHEET, row, SHOWN),
            "level": book.at(SHEET, row, LEVEL),
        }
        book.refs.update({f"{name} {node.id}": cell for name, cell in refs.items()})
        for at, (child, weight) in enumerate(zip(node.children, node.weights, strict=True), first):
            book.text(SHEET, at, 1, child, "plain")
            value, out = book.refs[f"value {child}"], book.refs[f"gone {child}"]
            book.formula(SHEET, at, SCORE, f'=IF(ISNUMBER({value}),{value},"")', _start_value(book, child))
            book.number(SHEET, at, WEIGHT, weight, "plain")
            book.formula(SHEET, at, GONE, f"={out}", _start_gone(book, child))
        incomplete.write_incomplete(book, node, row, weights, table)
        row = after + 1 if table else after
    return row


def _start_value(book: ScoringBook, child: str) -> float | None:
    return book.start.nodes[child].score if child in book.start.nodes else book.start.points[child]


def _start_gone(book: ScoringBook, child: str) -> int:
    if child in book.start.nodes:
        return int(book.start.nodes[child].gone)
    return int(any(leaves(each, each.start) for each in book.model.questions if each.id == child))


def judged_score(node: NodeRule, score: float | None) -> float | None:
    """Give the number that bands are read off."""
    return reduce(shown, node.rounded, score)


def level_of(node: NodeRule, start: NodeStart) -> int | None:
    """Give the place of the band that a score has reached, from 1; None: none, or none yet."""
    value = judged_score(node, start.score)
    waits = start.incomplete or (node.scale is not None and node.scale.complete and start.answered != start.expected)
    if node.scale is None or value is None or waits:
        return None
    fitting = [place for place, band in enumerate(node.scale.bands, 1) if band.low <= value <= band.high]
    return fitting[-1] if fitting else None


def learn_from_text(band: Band) -> str:
    """Name the units to learn from, each with where to read about it."""
    return ", ".join(each.label + (f" ({each.see})" if each.see else "") for each in band.learn_from)


def _write_bands(book: ScoringBook, row: int) -> None:
    book.heads(
        SHEET,
        row,
        book.words["part"],
        book.words["band"],
        book.words["from"],
        book.words["to"],
        book.words["learn_from"],
    )
    row += 1
    for node in book.model.nodes:
        if node.scale is None:
            continue
        first, last = row, row + len(node.scale.bands) - 1
        for band in node.scale.bands:
            book.text(SHEET, row, 0, node.label, "plain")
            book.text(SHEET, row, 1, band.label, "plain")
            book.number(SHEET, row, 2, band.low, "plain")
            book.number(SHEET, row, 3, band.high, "plain")
            book.text(SHEET, row, 4, learn_from_text(band), "plain")
            row += 1
        labels, lows, highs, learn = (book.at(SHEET, first, column, last) for column in (1, 2, 3, 4))
        book.refs[f"bands {node.id}"], book.refs[f"learn {node.id}"] = labels, learn
        _write_level(book, node, lows, highs)


def _write_level(book: ScoringBook, node: NodeRule, lows: str, highs: str) -> None:
    from xlsxwriter.utility import xl_cell_to_rowcol

    assert node.scale is not None
    start = book.start.nodes[node.id]
    judged, done, asked = (book.refs[f"{name} {node.id}"] for name in ("shown", "answered", "expected"))
    place = f"MATCH({judged},{lows},1)"
    none = (
        f'{judged}=""'
        + (f",{done}<>{asked}" if node.scale.complete else "")
        + f",{incomplete.state_formula(book, node)[0]}"
    )
    formula = f'=IF(OR({none}),"",IFERROR(IF({judged}<=INDEX({highs},{place}),{place},""),""))'
    row, column = xl_cell_to_rowcol(book.refs[f"level {node.id}"].rpartition("!")[2].replace("$", ""))
    book.formula(SHEET, row, column, formula, level_of(node, start))
