"""The printable questionnaire: one file without script or network, in which every text stays text."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from policyindex import Answer, AnswerSet, Status, get_instrument
from policyindex.instruments.models import SingleChoice
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.questionnaires.printable import write_printable

BICYCLES = Path(__file__).parent.parent / "bad_answers" / "instrument.yaml"
EMPTY = {"meta"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "h1", "h2", "h3", "p", "dl",
    "div", "dt", "dd", "ul", "li", "span", "strong",
}  # fmt: skip
HOSTILE = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"


class Page(HTMLParser):
    """Collects elements with their attributes and texts, and checks that each is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def said(self, *tags: str) -> list[str]:
        return [text for tag, text in self.texts if tag in tags]


def printed(form: Questionnaire) -> str:
    stream = io.BytesIO()
    write_printable(form, stream)
    return stream.getvalue().decode()


@pytest.mark.parametrize("name", ["regin-checklist", "mipex-regional", "mipex-local", str(BICYCLES)])
def test_the_page_needs_nothing_but_itself(host: PluginHost, name: str) -> None:
    form = questionnaire(get_instrument(name, host), "ZZ", "2026")
    html = printed(form)
    page = Page(html)
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert {tag for tag, _ in page.elements} <= TAGS
    attributes = {name for _, each in page.elements for name in each}
    assert attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "aria-hidden", "aria-label"}
    style = "".join(page.said("style"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(each["content"] for each in page.named("meta") if each.get("http-equiv"))
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style
    assert "break-inside: avoid" in style
    headings = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3")]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert len(page.named("article")) == len(form.items)


def test_every_option_has_its_box_and_every_question_its_lines(host: PluginHost) -> None:
    html = printed(questionnaire(get_instrument(str(BICYCLES), host), "SE", "2026", unit_names={"SE": "Sweden"}))
    page = Page(html)
    choices = 4 + 2 + (3 + 1) + (2 + 1) + 2 * 2  # the last one is asked of two seasons
    assert len([each for each in page.named("span") if each.get("class") == "box"]) == choices + 7 * 3
    assert len([each for each in page.named("p") if each.get("class") == "line"]) == 7 * 3 + 4 * 2
    assert {"On some, the others are planned", "Air pumps", "None of these", "Not applicable here"} <= set(
        page.said("span")
    )
    assert "Sweden (SE)" in page.said("dd")
    assert any(text.strip() == "km" for text in page.said("p"))
    assert page.said("h3")[-1].strip() == "Clearing (Winter)"


def test_the_last_round_and_the_answers_so_far_stand_in_words(host: PluginHost) -> None:
    answers = AnswerSet([
        Answer("SE", "2024", "lanes", answer="planned"), Answer("SE", "2024", "services", answer=()),
        Answer("SE", "2024", "training", answer=("pupils", "adults")), Answer("SE", "2024", "kilometres", answer=2.0),
        Answer("SE", "2024", "parking", points=40.0), Answer("SE", "2024", "clearing", "summer", status=Status.NOT_IN_COMPETENCE),
        Answer("SE", "2024", "clearing", "winter", status=Status.MISSING), Answer("SE", "2026", "lanes", answer="full"),
    ])  # fmt: skip
    page = Page(printed(questionnaire(get_instrument(str(BICYCLES), host), "SE", "2026", answers)))
    assert page.said("strong") == [
        "On some, the others are planned", "On all of them", "none of the options", "None of these", "Pupils; Adults", "2 km",
        "Not within our competence",
    ]  # fmt: skip
    assert page.said("p").count("Last answer (2024): ") == 6
    assert page.said("p").count("Answer so far: ") == 1


def test_points_stand_in_a_self_assessment_alone(host: PluginHost) -> None:
    checklist = get_instrument("regin-checklist", host, "de")
    html = printed(questionnaire(checklist, "ZZ", "2026"))
    assert '<html lang="de">' in html
    assert html.count("Ja (Punkte: 1)") == 35
    assert len(re.findall(r"Zählt, wenn mindestens \d zutreffen\.", html)) == 7
    instrument = get_instrument("mipex-local", host)
    doubled = {
        key: each.model_copy(
            update={
                "options": {
                    code: o.model_copy(update={"points": each.option_points[code] * 2})
                    for code, o in each.options.items()
                }
            }
        )
        for key, each in instrument.indicators.items()
        if isinstance(each, SingleChoice)
    }
    other = replace(instrument, indicators={**instrument.indicators, **doubled})
    assert printed(questionnaire(other, "ZZ", "2026")) == printed(questionnaire(instrument, "ZZ", "2026"))


def test_a_hostile_text_stays_text(host: PluginHost) -> None:
    instrument = get_instrument(str(BICYCLES), host)
    lanes = instrument.indicators["lanes"]
    options = {code: each.model_copy(update={"text": HOSTILE}) for code, each in lanes.options.items()}  # type: ignore[union-attr]
    evil = lanes.model_copy(update={"label": HOSTILE, "question": HOSTILE, "help": HOSTILE, "options": options})
    unit = instrument.indicators["kilometres"].model_copy(update={"unit": HOSTILE})
    nodes = {key: replace(node, label=HOSTILE) for key, node in instrument.nodes.items()}
    file = instrument.file.model_copy(update={"title": HOSTILE})
    indicators = {**instrument.indicators, "lanes": evil, "kilometres": unit}
    instrument = replace(instrument, file=file, indicators=indicators, nodes=nodes, language='en" onload="alert(1)')
    last = AnswerSet(
        [Answer(HOSTILE, HOSTILE, "lanes", answer="full"), Answer(HOSTILE, HOSTILE + "2", "lanes", answer="none")]
    )
    page = Page(printed(questionnaire(instrument, HOSTILE, HOSTILE + "2", last)))
    assert not {"script", "img"} & {tag for tag, _ in page.elements}
    assert page.named("html") == [{"lang": 'en" onload="alert(1)'}]
    for tag in ("h1", "h2", "h3", "dd", "p", "span", "strong"):
        assert any(HOSTILE in text for text in page.said(tag)), tag
