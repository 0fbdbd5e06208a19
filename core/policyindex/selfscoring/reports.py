"""The other sheets people see: the result, what is left to do, the action plan."""

from __future__ import annotations

from datetime import date

from policyindex.selfscoring.calculation import learn_from_text, level_of
from policyindex.selfscoring.checklist import state_word
from policyindex.selfscoring.formulas import shown_formula
from policyindex.selfscoring.incomplete import state_formula, state_text
from policyindex.selfscoring.model import NodeRule, QuestionRule
from policyindex.selfscoring.origin import PLAN_MARK
from policyindex.selfscoring.scoring_book import ScoringBook, quoted
from policyindex.selfscoring.starting import Start, is_todo, leaves, shown

PLAN, FIRST = "plan_sheet", 3
PART, ITEM, STATE, TODO, LAST, OWNER, DUE, EVIDENCE, PLACE = range(1, 10)  # column 0: the hidden id
NUMBER, TEXT, OF, WHO, WHEN, HOW = range(6)


def write_plan(book: ScoringBook) -> None:
    """Write the action plan: a row a question, so that what is filled in stays with its question."""
    model, words = book.model, book.words
    last = book.say("last_round", period=model.last_period) if model.last_period else ""
    book.widths(PLAN, 0, 18, 30, 14, 46, 24 if last else 3, 22, 12, 44, 0)
    keys = ("part", "item", "state", "todo")
    book.text(PLAN, 0, 0, PLAN_MARK)
    book.heading(PLAN, 0, PART, words["plan_sheet"])
    book.text(PLAN, 1, PART, words["todo_intro"], "plain")
    heads = [
        "id",
        *(words[key] for key in keys),
        last,
        words["owner"],
        words["date"],
        words["evidence"],
        words["place"],
    ]
    book.heads(PLAN, FIRST - 1, *heads)
    sections = {key: each.label for each in model.sections for group in each.groups for key in group.questions}
    row, places = FIRST, 0
    for question in model.questions:
        points = book.start.points[question.id]
        places += is_todo(question, points)
        book.text(PLAN, row, 0, question.id)
        book.text(PLAN, row, PART, sections[question.id])
        book.text(PLAN, row, ITEM, question.title, "bold")
        book.formula(
            PLAN, row, STATE, f"={book.refs[f'state {question.id}']}", state_word(book, question, points), "wrap"
        )
        book.text(PLAN, row, TODO, question.todo)
        book.text(PLAN, row, LAST, _last_plan(book, question), "quiet")
        book.text(PLAN, row, OWNER, question.start.owner, "input")
        _write_due(book, row, question.start.due)
        book.text(PLAN, row, EVIDENCE, question.start.references, "input")
        place = places if is_todo(question, points) else None
        book.formula(PLAN, row, PLACE, f"={book.refs[f'place {question.id}']}", place)
        row += 1
    sheet = book.sheets[PLAN]
    rule = {"validate": "date", "criteria": ">", "value": date(2000, 1, 1), "error_message": words["give_date"]}
    sheet.data_validation(FIRST, DUE, row - 1, DUE, rule)
    sheet.autofilter(FIRST - 1, PART, row - 1, EVIDENCE)
    state = f"$D{FIRST + 1}<>{quoted(words['todo'])}"
    dim = {"type": "formula", "criteria": f"={state}", "format": book.formats["dim"]}
    sheet.conditional_format(FIRST, PART, row - 1, LAST, dim)
    sheet.freeze_panes(FIRST, ITEM + 1)
    sheet.repeat_rows(FIRST - 1)
    for name, column in (
        ("place", PLACE),
        ("todo", TODO),
        ("item", ITEM),
        ("owner", OWNER),
        ("due", DUE),
        ("evidence", EVIDENCE),
    ):
        book.refs[f"plan {name}"] = book.at(PLAN, FIRST, column, row - 1)


def _last_plan(book: ScoringBook, question: QuestionRule) -> str:
    old = question.previous
    if old is None:
        return ""
    return " · ".join(filter(None, (book.state_text(question, old), old.owner, old.due, old.references)))


def _write_due(book: ScoringBook, row: int, due: str) -> None:
    try:
        book.sheets[PLAN].write_datetime(row, DUE, date.fromisoformat(due), book.formats["date"])
    except ValueError:  # none, or no day of the calendar
        book.text(PLAN, row, DUE, due, "date")


def write_result(book: ScoringBook, before: Start | None) -> None:
    """Write every score with its band, whom to learn from, and how much is unread."""
    model, words, sheet = book.model, book.words, "result"
    book.widths(sheet, 38, 9, 7, 48, 13, 62, 18)
    who = model.unit if model.unit_name == model.unit else f"{model.unit_name} ({model.unit})"
    texts = [
        (model.title, "title"),
        (f"{who} · {words['round']} {model.period}", "plain"),
        (words["self_assessment"], "label"),
    ]
    texts += [(words["never_ranked"], "plain")]
    texts += [(words["unreviewed_translation"], "plain")] * model.unreviewed
    texts += [(book.say("how_to", checklist=words["checklist"], plan=words["plan_sheet"]), "plain")]
    for row, (text, style) in enumerate(texts):
        book.text(sheet, row, 0, text, style)
    if model.anybody:
        book.heading(sheet, 1, 0, words["self_assessment"], "plain")
    row = len(texts) + 1
    if before:
        carried, many = book.refs["carried"], sum(each.start.carried for each in model.questions)
        said = book.joined("carried", n=carried, period=quoted(model.last_period))
        now = book.say("carried", n=many, period=model.last_period) if many else ""
        book.formula(sheet, row - 1, 0, f'=IF({carried}>0,{said},"")', now, "label")
        row += 1
    last = book.say("last_round", period=model.last_period) if before else ""
    book.heads(
        sheet,
        row,
        words["part"],
        words["score"],
        words["out_of"],
        words["band"],
        words["not_read"],
        words["learn_from"],
        last,
    )
    nodes = {node.id: node for node in model.nodes}
    first = row + 1
    for row, node in enumerate(_in_order(book), first):
        _write_node(book, nodes[node], row, before)
    book.text(sheet, row + 2, 0, words["todo"], "bold")
    todo = sum(is_todo(each, book.start.points[each.id]) for each in model.questions)
    unread = sum(book.start.points[each.id] is None and not leaves(each, each.start) for each in model.questions)
    book.formula(sheet, row + 2, 1, f"=SUM({book.refs['all todo']})", todo, "strong")
    book.refs["todo count"] = book.at(sheet, row + 2, 1)
    book.text(sheet, row + 3, 0, words["not_read"], "bold")
    total = f"{len(model.questions)}-SUM({book.refs['all answered']})-SUM({book.refs['all out']})"
    book.formula(sheet, row + 3, 1, f"={total}", unread, "strong")
    book.sheets[sheet].activate()
    book.sheets[sheet].freeze_panes(first, 1)


def _in_order(book: ScoringBook) -> list[str]:
    """Give the headlines first, then what they are made of."""
    heads = list(book.model.headlines)
    return heads + [node.id for node in book.model.nodes if node.id not in heads]


def _write_node(book: ScoringBook, node: NodeRule, row: int, before: Start | None) -> None:
    sheet, start, refs = "result", book.start.nodes[node.id], book.refs
    value, level = refs[f"value {node.id}"], refs[f"level {node.id}"]
    done, asked = refs[f"answered {node.id}"], refs[f"expected {node.id}"]
    book.text(sheet, row, 0, node.label, "bold" if node.headline else "wrap")
    book.formula(
        sheet,
        row,
        1,
        f'=IF(ISNUMBER({value}),{shown_formula(value, node.decimals)},"")',
        shown(start.score, node.decimals),
        book.with_decimals("strong" if node.headline else "whole", node.decimals),
    )
    book.number(sheet, row, 2, node.top, book.with_decimals("whole", node.decimals))
    left = start.expected - start.answered
    book.formula(sheet, row, 4, f"={asked}-{done}", left, "whole")
    if node.scale is not None or book.model.coverage:
        _write_band(book, node, row)
    if node.scale is not None:
        place = level_of(node, start)
        band = node.scale.bands[place - 1] if place else None
        book.formula(
            sheet,
            row,
            5,
            f'=IF(ISNUMBER({level}),INDEX({refs[f"learn {node.id}"]},{level})&"","")',
            learn_from_text(band) if band else "",
            "wrap",
        )
        longest = max((learn_from_text(each) for each in node.scale.bands), key=len)
        book.make_room(sheet, row, 5, longest)
        _colour(book, row, level, len(node.scale.bands))
    if before is not None:
        score = shown(before.nodes[node.id].score, node.decimals)
        book.number(sheet, row, 6, score, book.with_decimals("whole", node.decimals))


def _write_band(book: ScoringBook, node: NodeRule, row: int) -> None:
    """Write the band, or why there is none: too few answers, and what the others allow; or it waits for all of them."""
    start, refs = book.start.nodes[node.id], book.refs
    done, asked, level = (refs[f"{name} {node.id}"] for name in ("answered", "expected", "level"))
    place, left = level_of(node, start), start.expected - start.answered
    few, said = state_formula(book, node)
    formula, now = '""', ""
    if node.scale is not None and node.scale.complete:
        formula = f'IF({asked}>{done},{book.joined("no_band", n=f"({asked}-{done})")},"")'
        now = book.say("no_band", n=left) if left else ""
    formula, now = f"IF({few},{said},{formula})", state_text(book, node) or now
    if node.scale is not None:
        formula = f"IF(ISNUMBER({level}),INDEX({refs[f'bands {node.id}']},{level}),{formula})"
        now = node.scale.bands[place - 1].label if place else now
    book.formula("result", row, 3, f"={formula}", now, "wrap")


def _colour(book: ScoringBook, row: int, level: str, bands: int) -> None:
    for place in range(1, bands + 1):
        share = (place - 1) / max(1, bands - 1)
        style = "low" if share < 1 / 3 else "high" if share > 2 / 3 else "middle"
        rule = {"type": "formula", "criteria": f"={level}={place}", "format": book.formats[style]}
        book.sheets["result"].conditional_format(row, 3, row, 3, rule)


def write_todo(book: ScoringBook) -> None:
    """Write the to-do list: what is read but not at its best, with its plan, in the order of the questions."""
    model, words, sheet = book.model, book.words, "todo"
    book.widths(sheet, 5, 62, 36, 24, 12, 46)
    book.heading(sheet, 0, NUMBER, words["todo"], last=words["self_assessment"])
    book.heads(sheet, FIRST - 1, "", words["todo"], words["item"], words["owner"], words["date"], words["evidence"])
    due = [each for each in model.questions if is_todo(each, book.start.points[each.id])]
    for at, row in enumerate(range(FIRST, FIRST + sum(each.scored for each in model.questions)), 1):
        question = due[at - 1] if at <= len(due) else None
        number = book.at(sheet, row, NUMBER)
        book.formula(
            sheet, row, NUMBER, f'=IF({book.refs["todo count"]}>={at},{at},"")', at if question else None, "whole"
        )
        state = question.start if question else None
        shown: dict[int, tuple[str, object, str]] = {
            TEXT: ("todo", question.todo if question else "", "bold"),
            OF: ("item", question.title if question else "", "wrap"),
            WHO: ("owner", state.owner if state else "", "wrap"),
            WHEN: ("due", _serial(state.due) if state else "", "shown_date"),
            HOW: ("evidence", state.references if state else "", "wrap"),
        }
        for column, (name, value, style) in shown.items():
            found = f"INDEX({book.refs[f'plan {name}']},MATCH({number},{book.refs['plan place']},0))"
            text = f'IF({found}="","",{found})'
            book.formula(sheet, row, column, f'=IF({number}="","",{text})', value, style)
        book.lines[sheet, row] = 2
    book.sheets[sheet].freeze_panes(FIRST, 0)
    book.sheets[sheet].repeat_rows(FIRST - 1)


def _serial(due: str) -> object:
    """Give a day as the number of days that a workbook counts."""
    try:
        return (date.fromisoformat(due) - date(1899, 12, 30)).days
    except ValueError:
        return due
