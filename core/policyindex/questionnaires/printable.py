"""A questionnaire to print: one HTML file that needs no network and runs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from policyindex.answers.record import Answer
from policyindex.instruments.models import Indicator
from policyindex.locales import word
from policyindex.questionnaires.form import Item, Questionnaire
from policyindex.questionnaires.printable_style import STYLE
from policyindex.questionnaires.wording import in_words


class Markup(str):
    """Text that is markup already; any other text becomes it only by ``tag``, which escapes."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str) -> Markup:
    """Give an element; every text in it and in its attributes is escaped, ``_`` at an attribute's end is dropped."""
    inside = "".join(each if isinstance(each, Markup) else escape(each) for each in children)
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{written}>{inside}</{name}>\n")


def write_printable(form: Questionnaire, stream: BinaryIO) -> None:
    """Write the page in UTF-8; points show in a self-assessment alone."""
    language = form.instrument.language
    title = f"{form.instrument.file.title} · {form.unit_name} · {form.period}"
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = "".join((
        '<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        tag("title", title),
        tag("style", Markup(STYLE)),
    ))  # fmt: skip
    sections = (_section(form, *each) for each in form.sections())
    body = tag("body", _header(form), tag("main", *sections))
    page = tag("html", tag("head", Markup(head)), body, lang=language)
    stream.write(f"<!DOCTYPE html>\n{page}".encode())


def _header(form: Questionnaire) -> Markup:
    instrument, language = form.instrument, form.instrument.language
    unit = form.unit_name if form.unit_name == form.unit else f"{form.unit_name} ({form.unit})"
    facts = [(word("unit", language), unit), (word("period", language), form.period)]
    pairs = [tag("div", tag("dt", name), tag("dd", text)) for name, text in facts]
    pairs += [tag("div", tag("dt", word(each, language)), tag("dd", class_="line")) for each in ("answered_by", "date")]
    return tag(
        "header",
        tag("h1", instrument.file.title),
        tag("p", instrument.reference, class_="small"),
        *[tag("p", tag("strong", word("unreviewed_translation", language)))] * instrument.unreviewed,
        tag("dl", *pairs),
        tag("p", word("leave_open", language)),
    )


def _section(form: Questionnaire, label: str, items: tuple[Item, ...]) -> Markup:
    heading = tag("h2", label or word("general", form.instrument.language))
    first = next(number for number, each in enumerate(form.items, 1) if each is items[0])
    return tag("section", heading, *(_item(form, item, number) for number, item in enumerate(items, first)))


def _item(form: Questionnaire, item: Item, number: int) -> Markup:
    language, indicator = form.instrument.language, item.indicator
    points = form.instrument.file.self_assessment
    parts = [tag("h3", tag("span", f"{number}.", class_="number"), " ", item.label), tag("p", indicator.question)]
    if indicator.help:
        parts.append(tag("p", indicator.help, class_="small"))
    for key, answer in (("last_answer", item.previous), ("answer_so_far", item.given)):
        parts += _told(key, answer, indicator, language)
    parts += _space(indicator, language, points=points)
    why = (_box(word(each, language)) for each in ("not_applicable", "not_in_competence", "missing"))
    parts.append(tag("ul", *why, class_="beside", aria_label=word("no_answer", language)))
    comment = tag("p", tag("span", word("comment", language)), tag("span", class_="line"), class_="write")
    line = tag("p", class_="line")
    parts += [comment, line, tag("p", word("references_parts", language), class_="small"), line, line]
    return tag("article", *parts)


def _told(key: str, answer: Answer | None, indicator: Indicator, language: str) -> Iterator[Markup]:
    said = in_words(indicator, answer, language) if answer else ""
    if answer and said:
        yield tag("p", word(key, language, period=answer.period), ": ", tag("strong", said), class_="told")


def _space(indicator: Indicator, language: str, *, points: bool) -> Iterator[Markup]:
    """Give the boxes or the line for the answer."""
    boxes = indicator.boxes(language, points=points)
    if not boxes:
        unit = f" {indicator.measured_in}" if indicator.measured_in else ""
        yield tag("p", tag("span", word("answer", language)), tag("span", class_="line short"), unit, class_="write")
        return
    yield tag("p", indicator.box_note(language, points=points), class_="small")
    yield tag("ul", *(_box(text) for text in boxes), class_="boxes")


def _box(text: str) -> Markup:
    return tag("li", tag("span", class_="box", aria_hidden="true"), tag("span", text))
