"""The checklist of the workbook: questions with answer cells, how each one stands, and what has changed."""

from __future__ import annotations

from decimal import Decimal

from policyindex.locales import word
from policyindex.questions.asked import Takes
from policyindex.questions.limits import Limits
from policyindex.selfscoring.formulas import points_formula, said, stated
from policyindex.selfscoring.model import QuestionRule, State
from policyindex.selfscoring.origin import MARK, PART, WHO, Origin
from policyindex.selfscoring.scoring_book import ScoringBook, option_text, quoted
from policyindex.selfscoring.starting import is_left_out, is_todo, is_unread

ID, ITEM, ASKED, ANSWER, POINTS, STATE, LAST, CHANGED, NOTES, HELP, INSTEAD, SINCE = range(12)
LAST_COLUMN = SINCE
FIRST = 3


def write_checklist(book: ScoringBook) -> None:
    """Write the questions in their sections, each with its answer cell; sub-options have cells of their own."""
    model, sheet = book.model, "checklist"
    instead = any(each.start.points is not None for each in model.questions)
    last = book.say("last_round", period=model.last_period) if model.last_period else ""
    book.widths(
        sheet,
        0,
        32,
        58,
        22,
        9,
        14,
        26 if last else 3,
        10 if last else 3,
        36,
        60,
        12 if instead else 3,
        *[26] * bool(last),
    )
    book.text(sheet, 0, 0, MARK)
    book.text(sheet, 1, 0, Origin.of(model).written())
    asked, answer = (word(key, model.language) for key in ("question", "answer"))
    heads = ["id", book.words["item"], asked, answer, book.words["points"], book.words["state"], last]
    heads.append(book.words["changed"] if last else "")
    heads += [book.words["notes"], book.words["what_counts"], book.say("points_given", n="") if instead else ""]
    heads += [book.say("since", period=model.last_period)] * bool(last)
    book.heads(sheet, FIRST - 1, *heads)
    questions = {each.id: each for each in model.questions}
    row = _write_who(book, FIRST) if model.anybody else FIRST
    book.heading(sheet, 0, ITEM, model.title)
    for section in model.sections:
        row = _write_section(book, row, section.label or book.words["further_questions"])
        for group in section.groups:
            if group.label:
                book.text(sheet, row, ITEM, group.label, "group")
                row += 1
            for key in group.questions:
                row = _write_question(book, questions[key], row)
    if last:
        book.refs["carried"] = _carried(book, row - 1)
    book.sheets[sheet].freeze_panes(FIRST, ITEM + 1)
    book.sheets[sheet].repeat_rows(FIRST - 1)


def _write_section(book: ScoringBook, row: int, label: str) -> int:
    for column in range(HELP + 1):
        book.text("checklist", row, column, label if column == ITEM else "", "section")
    return row + 1


def _write_who(book: ScoringBook, row: int) -> int:
    """Ask for name, code and period of the unit; gives the next free row."""
    row = _write_section(book, row, book.words["who"])
    for key, text in zip(WHO, ("who_name", "who_code", "who_period"), strict=True):
        book.text("checklist", row, 0, key)
        book.text("checklist", row, ITEM, book.words[text], "bold")
        book.text("checklist", row, ASKED, book.words[f"{text}_help"])
        book.text("checklist", row, ANSWER, book.model.period if key == WHO[-1] else "", "input")
        book.refs[key] = book.at("checklist", row, ANSWER)
        row += 1
    return row


def _write_question(book: ScoringBook, question: QuestionRule, row: int) -> int:
    """Write one question; gives the next free row."""
    sheet, start = "checklist", question.start
    counts = question.takes is Takes.CODES
    book.answer[question.id] = book.at(sheet, row, ANSWER)
    book.counted[question.id] = book.at(sheet, row, POINTS)
    book.text(sheet, row, 0, question.id)
    book.text(sheet, row, ITEM, question.title, "bold")
    also = (
        [option_text(number, each) for number, each in enumerate(question.choices, 1)]
        if question.takes is Takes.CODE
        else []
    )
    if counts:
        book.parts[question.id] = book.at(sheet, row + 1, STATE, row + len(question.choices))
        needed = f" ({question.at_least}+ / {len(question.choices)})" if question.at_least else ""
        also = [book.words["answer_each_row"] + needed]
    book.text(sheet, row, ASKED, "\n".join([question.question, *also]))
    _write_answer(book, question, row)
    if start.points is not None:
        book.instead[question.id] = book.at(sheet, row, INSTEAD)
        book.number(sheet, row, INSTEAD, start.points, "input")
    points = book.start.points[question.id]
    book.formula(sheet, row, POINTS, points_formula(book, question), points, "number")
    _write_state(book, question, row, points)
    book.text(sheet, row, NOTES, start.comment, "input")
    book.text(sheet, row, HELP, question.help, "quiet")
    if counts:
        for number, each in enumerate(question.choices, row + 1):
            book.text(sheet, number, ASKED, f"– {each.text}")
            chosen_ = start.answer if isinstance(start.answer, tuple) else None
            book.text(sheet, number, 0, f"{question.id}{PART}{each.code}")
            ticked = "" if chosen_ is None else book.words["yes" if each.code in chosen_ else "no"]
            book.text(sheet, number, ANSWER, ticked, "input")
            cell = book.at(sheet, number, ANSWER)
            understood = (f"IF({said(book, cell, each)},{quoted(book.words[each])}," for each in ("yes", "no"))
            book.formula(sheet, number, STATE, f'={"".join(understood)}""))', ticked, "quiet")
            _offer(book, number, book.refs["yes or no"])
        return row + 1 + len(question.choices)
    return row + 1


def _write_answer(book: ScoringBook, question: QuestionRule, row: int) -> None:
    sheet, value = "checklist", question.start.answer
    offered = book.refs[f"offered {question.id}"]
    if question.takes is not Takes.NUMBER:
        text = ""
        if is_left_out(question.start):
            text = book.left_out(question.start)
        elif question.takes is Takes.CODE:
            texts = {each.code: option_text(number, each) for number, each in enumerate(question.choices, 1)}
            text = texts.get(str(value), "")
        elif isinstance(value, bool):
            text = book.words["yes" if value else "no"]
        book.text(sheet, row, ANSWER, text, "input")
        _offer(book, row, offered)
        return
    if is_left_out(question.start):
        book.text(sheet, row, ANSWER, book.left_out(question.start), "input")
    else:
        book.number(sheet, row, ANSWER, value if isinstance(value, float | int) else None, "input")
    _offer(book, row, offered, alone=False, told=_limits(book, question))


def _limits(book: ScoringBook, question: QuestionRule) -> str:
    """Say which numbers can be answers: a word may stand in the cell too, so that the formula sees to it, not a rule."""
    if question.least is None and question.most is None:
        return ""
    low, high = (None if each is None else Decimal(repr(each)) for each in (question.least, question.most))
    return Limits(low, high).told(book.model.language)


def _offer(book: ScoringBook, row: int, offered: str, *, alone: bool = True, told: str = "") -> None:
    """Offer a list; ``alone``: nothing else is taken."""
    rule = {"validate": "list", "source": f"={offered}", "error_message": book.words["choose"], "show_error": alone}
    rule |= {"input_message": told} if told else {}
    book.sheets["checklist"].data_validation(row, ANSWER, row, ANSWER, rule)


def _write_state(book: ScoringBook, question: QuestionRule, row: int, points: float | None) -> None:
    """Write whether it is read, at its best, and other than in the last round."""
    sheet, words = "checklist", book.words
    cell = book.at(sheet, row, POINTS)
    best = f"{cell}<{question.best!r}" if question.scored and question.best is not None else "FALSE"
    empty = f"IF({stated(book, question)},{book.answer[question.id]},{quoted(words['not_read'])})"
    formula = f"=IF(ISNUMBER({cell}),IF({best},{quoted(words['todo'])},{quoted(words['done'])}),{empty})"
    book.refs[f"state {question.id}"] = book.at(sheet, row, STATE)
    book.formula(sheet, row, STATE, formula, state_word(book, question, points), "quiet")
    if book.model.last_period and question.previous is not None:
        book.text(sheet, row, LAST, book.state_text(question, question.previous), "quiet")
        changed, now = _changed(book, question, row)
        book.formula(sheet, row, CHANGED, changed, words["changed"] if now else "", "bold")
        start = question.start
        unchanged = "" if start.carried or now or is_unread(start) else "unchanged"
        said_ = start.cause or unchanged
        book.text(sheet, row, SINCE, words[said_] if said_ else "", "input")
        rule = {"validate": "list", "source": f"={book.refs['since']}", "error_message": words["choose"]}
        book.sheets[sheet].data_validation(row, SINCE, row, SINCE, rule)


def _carried(book: ScoringBook, end: int) -> str:
    """Give how many answers are still the last round's, with nothing said of them in this one, as formulas have it."""
    state, last, changed, since = (book.at("checklist", FIRST, column, end) for column in (STATE, LAST, CHANGED, SINCE))
    unread = quoted(book.words["not_read"])
    return f'SUMPRODUCT(({last}<>"")*({last}<>{unread})*({state}<>{unread})*({changed}="")*({since}=""))'


def state_word(book: ScoringBook, question: QuestionRule, points: float | None) -> str:
    """Say how a question stands at the start."""
    if points is not None:
        return book.words["todo" if is_todo(question, points) else "done"]
    return _cell_text(book, question, question.start) or book.words["not_read"]


def _changed(book: ScoringBook, question: QuestionRule, row: int) -> tuple[str, bool]:
    """Give a formula that compares the answer cells with the last round's, and what it says at the start."""
    old, new = (_cell_texts(book, question, state) for state in (question.earlier, question.start))
    cells = [book.answer[question.id]]
    if question.takes is Takes.CODES:
        cells = [book.at("checklist", row + 1 + at, ANSWER) for at in range(len(question.choices))]
        cells.append(book.answer[question.id])
    if isinstance(question.earlier.answer, float | int) and question.takes is Takes.NUMBER:
        unlike = f"NOT(AND(ISNUMBER({cells[0]}),{cells[0]}={old[0]}))"  # an empty cell equals 0
    else:
        unlike = ",".join(_unlike(book, cell, text) for cell, text in zip(cells, old, strict=True))
    return f'=IF(OR({unlike}),{quoted(book.words["changed"])},"")', old != new


def _unlike(book: ScoringBook, cell: str, text: str) -> str:
    """Give a condition: a cell says something else; yes and no have many words."""
    key = next((each for each in ("yes", "no") if text == quoted(book.words[each])), "")
    return f"NOT({said(book, cell, key)})" if key else f"{cell}<>{text}"


def _cell_texts(book: ScoringBook, question: QuestionRule, state: State) -> list[str]:
    """Give what the answer cells of a question hold in a state, as formulas have it."""
    if question.takes is Takes.NUMBER and isinstance(state.answer, float | int):
        return [repr(float(state.answer))]
    if question.takes is not Takes.CODES:
        return [quoted(_cell_text(book, question, state))]
    chosen = state.answer if isinstance(state.answer, tuple) else None
    words = ("" if chosen is None else book.words["yes" if each.code in chosen else "no"] for each in question.choices)
    return [quoted(text) for text in (*words, _cell_text(book, question, state))]


def _cell_text(book: ScoringBook, question: QuestionRule, state: State) -> str:
    if is_left_out(state):
        return book.left_out(state)
    if isinstance(state.answer, bool):
        return book.words["yes" if state.answer else "no"]
    return next(
        (option_text(number, each) for number, each in enumerate(question.choices, 1) if each.code == state.answer), ""
    )
