"""The rows of an XLSForm: what is asked, in which order, and when."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from policyindex.answers import plans, references
from policyindex.answers.importers import xlsform_names as names
from policyindex.answers.record import Answer, Cause, Status
from policyindex.answers.references import Reference
from policyindex.instruments.models import Indicator
from policyindex.locales import word
from policyindex.questionnaires import xpath
from policyindex.questionnaires.form import Item, Questionnaire
from policyindex.questionnaires.wording import in_words, standards_in_words
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.neutral import neutral_names
from policyindex.questions.written import text_of

STATUSES = (Status.NOT_APPLICABLE, Status.NOT_IN_COMPETENCE, Status.MISSING)
"""Why there is no answer; ``missing`` takes a comment that says what was looked for."""
YES_NO, STATUS_LIST, CAUSE_LIST = "yes_no", "status", "cause"
_TYPES = {
    Takes.CODE: "select_one {list}",
    Takes.CODES: "select_multiple {list}",
    Takes.TRUTH: f"select_one {YES_NO}",
    Takes.NUMBER: "decimal",
}
_TEXTS = {names.COMMENT: "comment", names.MORE: "more_references"}
_DATE = r"regex(., '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')"


class Row(NamedTuple):
    """A row of the sheet ``survey``; the names of the columns are XLSForm's."""

    type: str
    name: str = ""
    label: str = ""
    hint: str = ""
    relevant: str = ""
    appearance: str = ""
    constraint: str = ""
    constraint_message: str = ""
    calculation: str = ""
    default: str = ""


class Choice(NamedTuple):
    """A row of the sheet ``choices``."""

    list_name: str
    name: str
    label: str


def survey(form: Questionnaire, version: str) -> Iterator[Row]:
    """Give the rows of the survey: hidden fields, then a group a section, in it a group a question."""
    instrument = form.instrument
    hidden = {
        names.INSTRUMENT: instrument.reference,
        names.SCORING_HASH: form.scoring_hash,
        names.TEXT_HASH: form.text_hash,
        names.LANGUAGE: instrument.language,
        names.UNIT: form.unit,
        names.PERIOD: form.period,
        names.VERSION: version,
    }
    for name in names.HIDDEN:
        yield Row("calculate", name, calculation=xpath.literal(hidden[name]))
    if instrument.unreviewed:
        yield Row("note", "note_unreviewed", word("unreviewed_translation", instrument.language))
    numbers = {each.id: number for number, each in enumerate(form.numbered(), 1)}
    for number, (label, items) in enumerate(form.sections(), 1):
        yield Row("begin_group", f"section_{number}", label or word("general", instrument.language))
        for item in items:
            yield from _item(item, numbers[item.id], form)
        yield Row("end_group")


def _item(item: Item, number: int, form: Questionnaire) -> Iterator[Row]:
    """Ask one question on one screen: answer, why there is none, why it changed, comment, references."""
    language, given = form.instrument.language, item.given
    answer, status = (names.question_name(field, item.id) for field in (names.ANSWER, names.STATUS))
    defaults = _defaults(given)
    yield Row("begin_group", f"group_{names.spelled(item.id)}", f"{number}. {item.label}", appearance="field-list")
    yield _answer(item, answer, form)
    yield Row(
        f"select_one {STATUS_LIST}", status, word("no_answer", language), word("no_answer_help", language),
        f"{xpath.ref(answer)} = ''", "minimal", default=defaults.get(names.STATUS, ""),
    )  # fmt: skip
    if changed := _changed(item, answer, status):
        cause = names.question_name(names.CAUSE, item.id)
        default = defaults.get(names.CAUSE, "")
        yield Row(f"select_one {CAUSE_LIST}", cause, word("cause", language), "", changed, "minimal", default=default)
    settled = f"{xpath.is_given(answer)} or {xpath.is_given(status)}"
    titled = xpath.is_given(names.question_name("title", item.id))
    for field in (names.COMMENT, *names.REFERENCE, names.MORE):
        needs = settled if field in (names.COMMENT, "title") else titled
        yield _text(field, item, language, needs, defaults.get(field, ""))
    yield Row("end_group")


def _text(field: str, item: Item, language: str, needs: str, given: str) -> Row:
    """Ask for a comment, a part of a reference, or further references."""
    label = word(_TEXTS.get(field, f"reference_{field}"), language)
    several_lines = "multiline" if field in _TEXTS else ""
    date = word("date_form", language) if field in ("adopted", "in_force") else ""
    name, default = names.question_name(field, item.id), xpath.default(given) if given else ""
    return Row("text", name, label, date, needs, several_lines, _DATE if date else "", date, default=default)


def _answer(item: Item, name: str, form: Questionnaire) -> Row:
    indicator, language = item.indicator, form.instrument.language
    parts = [indicator.help, standards_in_words(form.instrument, indicator.backing)]
    if indicator.measured_in:
        parts.append(word("in_unit", language, unit=indicator.measured_in))
    if item.previous and (said := in_words(indicator, item.previous, language)):
        parts.append(f"{word('last_answer', language, period=item.previous.period)}: {said}")
    if item.authorities:
        parts.append(word("parts_elsewhere", language))
    several = indicator.takes is Takes.CODES
    given = _value(indicator, item.given.answer) if item.given and item.given.answer is not None else ""
    return Row(
        _type(item.key, indicator), name, indicator.question, "\n\n".join(filter(None, parts)),
        constraint=f"not(selected(., '{names.NONE_CHOICE}') and count-selected(.) > 1)" if several else _within(indicator),
        constraint_message=word("none_alone", language) if several else _limits(indicator, language),
        default=given if indicator.takes is Takes.NUMBER else xpath.default(given) if given else "",
    )  # fmt: skip


def _within(indicator: Indicator) -> str:
    least, most = indicator.limits
    bounds = (f". {sign} {limit:f}" for sign, limit in ((">=", least), ("<=", most)) if limit is not None)
    return " and ".join(bounds)


def _limits(indicator: Indicator, language: str) -> str:
    limits = indicator.limits.told(language)
    return word("write_a_number_within", language, limits=limits) if limits else ""


def _type(key: str, indicator: Indicator) -> str:
    return _TYPES[indicator.takes].format(list=f"options_{names.spelled(key)}")


def _value(indicator: Indicator, value: AnswerValue) -> str:
    """Write an answer as the form keeps it: an option by its neutral name."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(value) or names.NONE_CHOICE
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    return neutral_names(indicator).get(str(value), text_of(value))


def _defaults(given: Answer | None) -> dict[str, str]:
    """Give what was already given in this period, by field."""
    if given is None:
        return {}
    first, *more = given.references or (Reference(),)
    open_still = given.status is Status.MISSING and not (given.comment or given.plan)
    found = {names.STATUS: str(given.status)} if given.status in STATUSES and not open_still else {}
    found |= {
        names.CAUSE: str(given.cause or ""),
        names.COMMENT: plans.written(given.comment, given.plan),
        names.MORE: references.join(more),
    }
    return found | dict(zip(names.REFERENCE, first.parts, strict=True))


def _changed(item: Item, answer: str, status: str) -> str:
    """Say when an answer differs from the last round's, which asks for the cause; empty: there is none."""
    last = item.previous
    if last is None or last.status is Status.MISSING:
        return ""
    other = " or ".join(f"{xpath.ref(status)} = '{each}'" for each in STATUSES[:2] if each is not last.status)
    return f"({xpath.is_given(answer)} and not({_same(item.indicator, last, answer)})) or {other}"


def _same(indicator: Indicator, last: Answer, name: str) -> str:
    if last.status is not Status.ANSWERED or last.points is not None:
        return "false()"
    if isinstance(last.answer, tuple):
        chosen = last.answer or (names.NONE_CHOICE,)
        each = [f"selected({xpath.ref(name)}, '{code}')" for code in chosen]
        return " and ".join([f"count-selected({xpath.ref(name)}) = {len(chosen)}", *each])
    if isinstance(last.answer, bool | str):
        return f"{xpath.ref(name)} = '{_value(indicator, last.answer)}'"
    return f"{xpath.ref(name)} = {_value(indicator, last.answer)}"


def choices(form: Questionnaire) -> Iterator[Choice]:
    """Give the choices: those of all questions, then the options of each indicator once."""
    language = form.instrument.language
    for code in ("yes", "no"):
        yield Choice(YES_NO, code, word(code, language))
    for status in STATUSES:
        yield Choice(STATUS_LIST, status, word(status, language))
    for cause in Cause:
        yield Choice(CAUSE_LIST, cause, word(cause, language))
    for key, indicator in {each.key: each.indicator for each in form.items}.items():
        name = f"options_{names.spelled(key)}"
        neutral = neutral_names(indicator)
        yield from (Choice(name, neutral.get(code, code), text) for code, text in indicator.choices.items())
        if indicator.takes is Takes.CODES:
            yield Choice(name, names.NONE_CHOICE, word("none_of_these", language))
