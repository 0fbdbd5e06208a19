"""XLSForms: pyxform converts them without a word, and what ODK Central and KoboToolbox export is read back equal."""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import ConvertResult, convert

from conftest import Run
from policyindex import (
    Answer,
    AnswerSet,
    Cause,
    ProblemsFoundError,
    Status,
    WrongUseError,
    get_instrument,
    read_answers,
)
from policyindex.answers import references
from policyindex.answers.importers import xlsform_names as names
from policyindex.answers.importers.odk_csv import read_odk
from policyindex.answers.references import Reference, split
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import AtLeast, GradedCount, Indicator, NumberQuestion, SingleChoice
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.questionnaires.xlsform import form_id, language_name, write_xlsform
from policyindex.questionnaires.xpath import default, literal
from policyindex.questions.asked import AnswerValue
from policyindex.questions.neutral import code_named, neutral_names

BICYCLES = Path(__file__).parent.parent / "bad_answers" / "instrument.yaml"
INSTRUMENTS = ("regin-checklist", "mipex-regional", "mipex-local", str(BICYCLES))
XFORMS = "{http://www.w3.org/2002/xforms}"


class Question(NamedTuple):
    """A question of the converted form: its place in the groups, its type, its choices."""

    path: tuple[str, ...]
    type: str
    choices: tuple[str, ...] = ()


class Dialect(NamedTuple):
    """How a server writes submissions."""

    groups: str = "-"
    """What joins groups; empty: they are left out."""
    delimiter: str = ","
    lists: bool = True
    split: tuple[str, str] | None = None
    """What stands for chosen and not chosen in columns of single choices."""
    decimal: str = "."
    before: tuple[str, ...] = ("SubmissionDate",)
    after: tuple[str, ...] = ("meta-instanceID", "meta-instanceName", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
        "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion")  # fmt: skip


KOBO = ("__version__", "meta/instanceID", "meta/rootUuid", "formhub/uuid", "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
    "_submitted_by", "_tags", "_index")  # fmt: skip
DIALECTS = {
    "central": Dialect(),
    "central, split": Dialect(split=("1", "0")),
    "central, without groups": Dialect(groups=""),
    "kobo": Dialect("/", ";", split=("1", "0"), before=("start", "end"), after=KOBO),
    "kobo, columns alone": Dialect("/", ",", lists=False, split=("True", "False"), before=("start", "end"), after=KOBO),
    "a european spreadsheet": Dialect("/", ";", split=("1", "0"), decimal=",", after=KOBO),
}


@cache
def loaded(name: str) -> Instrument:
    from policyindex.builtin import load_host

    return get_instrument(name, load_host())


def converted(form: Questionnaire) -> ConvertResult:
    """Convert with pyxform; a warning is a fault."""
    stream = io.BytesIO()
    write_xlsform(form, stream)
    warnings: list[str] = []
    result = convert(stream.getvalue(), warnings=warnings, validate=False, file_type=".xlsx")
    assert warnings == []
    return result


@cache
def questions(name: str) -> tuple[Question, ...]:
    """Give the questions of a form for a first round, as pyxform understood them."""
    result = converted(questionnaire(loaded(name), "ZZ", "2026"))
    lists = {key: tuple(each["name"] for each in choices) for key, choices in result._pyxform["choices"].items()}

    def walk(children: Sequence[Mapping[str, Any]], path: tuple[str, ...]) -> Iterator[Question]:
        for each in children:
            here = (*path, each["name"])
            if each["type"] == "group" and each["name"] != "meta":
                yield from walk(each["children"], here)
            elif each["type"] != "group":
                yield Question(here, each["type"], lists.get(each.get("itemset", ""), ()))

    return tuple(walk(result._pyxform["children"], ()))


def submission(
    instrument: Instrument, answers: Sequence[Answer], name: str, *, by_code: bool = False
) -> dict[str, str]:
    """Fill the form in, as an app would: values by the name of the question.

    :param by_code: as forms that were sent out with the codes of options
    """
    form = questionnaire(instrument, "ZZ", "2026")
    filled = {
        "form_instrument": instrument.reference, "form_scoring_hash": form.scoring_hash, "form_text_hash": form.text_hash,
        "form_language": "en", "form_unit": "ZZ", "form_period": "2026", "form_version": "1",
    }  # fmt: skip
    for answer in answers:
        column = Column(answer.indicator, answer.instance).name
        first, *more = answer.references or ("",)
        fields = {
            "answer": typed(None if by_code else instrument.indicators[answer.indicator], answer.answer),
            "status": "" if answer.status is Status.ANSWERED else str(answer.status),
            "comment": answer.comment,
            "more": "\n".join(each.replace(";", "\\;") for each in more),
            **Reference(first).parts._asdict(),
        }
        filled.update({names.question_name(field, column): text for field, text in fields.items()})
    unknown = set(filled) - {each.path[-1] for each in questions(name)}
    assert not unknown
    return filled


def typed(indicator: Indicator | None, value: AnswerValue) -> str:
    """Write a value as an app keeps it."""
    if indicator and isinstance(value, str):
        return neutral_names(indicator)[value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(value) or "_none"
    return f"{value:g}" if isinstance(value, float) else value or ""


def exported(name: str, submissions: Sequence[Mapping[str, str]], dialect: Dialect) -> bytes:
    """Write submissions as a server does."""
    columns: list[tuple[str, str, str]] = [(title, "", "") for title in dialect.before]
    for question in questions(name):
        title = dialect.groups.join(question.path) if dialect.groups else question.path[-1]
        several = question.type == "select all that apply"
        if dialect.lists or not several:
            columns.append((title, question.path[-1], ""))
        if several and dialect.split:
            columns += [(f"{title}/{choice}", question.path[-1], choice) for choice in question.choices]
    columns += [(title, "", "") for title in dialect.after]
    text = io.StringIO(newline="")
    quoting: Any = csv.QUOTE_ALL if dialect.delimiter == ";" else csv.QUOTE_MINIMAL
    rows = csv.writer(text, delimiter=dialect.delimiter, quoting=quoting)
    rows.writerow([title for title, _, _ in columns])
    for number, filled in enumerate(submissions):
        row = []
        for _, question_, choice in columns:
            value = filled.get(question_, f"server {number}" if not question_ else "")
            if choice and dialect.split:
                value = "" if not value else dialect.split[choice not in value.split()]
            row.append(re.sub(r"^(-?\d+)\.(\d+)$", rf"\1{dialect.decimal}\2", value))
        rows.writerow(row)
    return text.getvalue().encode()


def answered(instrument: Instrument, chance: random.Random) -> list[Answer]:
    """Answer as somebody might: some questions not at all, some with a comment, one reference, several."""
    found = []
    for item in questionnaire(instrument, "ZZ", "2026").items:
        fate = chance.choice(["open", "status", "answer", "answer", "answer"])
        if fate == "open":
            continue
        answer = Answer("ZZ", "2026", item.key, item.instance)
        if fate == "status":
            status = chance.choice([Status.NOT_APPLICABLE, Status.NOT_IN_COMPETENCE, Status.MISSING])
            answer = replace(answer, status=status)
        else:
            answer = replace(answer, answer=value_for(item.indicator, chance))
        comment = chance.choice(["", 'Plain; "quoted", and', "two\nlines", "1/0", "ünïcode – €"])
        laws = [
            "Act 4/2000; annex | art. 5 | adopted 2004-05-01 | in force 2005 | language es | https://example.org/a;b",
            "Decree 7",
        ]
        answer = replace(answer, comment=comment, references=tuple(map(Reference, laws[: chance.randrange(3)])))
        found.append(answer)
    return found


def value_for(indicator: Indicator, chance: random.Random) -> Any:
    if isinstance(indicator, SingleChoice):
        return chance.choice(list(indicator.options))
    if isinstance(indicator, AtLeast | GradedCount):
        return tuple(code for code in indicator.sub_options if chance.random() < 0.4)
    return chance.choice([0.5, 2.0, -3.25]) if isinstance(indicator, NumberQuestion) else chance.random() < 0.5


@pytest.mark.parametrize("name", INSTRUMENTS, ids=lambda name: Path(name).stem)
@given(seed=st.integers(0, 2**32), dialect=st.sampled_from(sorted(DIALECTS)))
@settings(max_examples=12)
def test_submissions_are_read_back_equal(name: str, seed: int, dialect: str) -> None:
    instrument = loaded(name)
    answers = answered(instrument, random.Random(seed))
    data = exported(name, [submission(instrument, answers, name, by_code=bool(seed % 2))], DIALECTS[dialect])
    reading = read_odk(data, "submissions.csv", instrument)
    assert [each for each in reading.problems if each.code != "answers-number-far"] == []
    assert AnswerSet(each for each, _ in reading.answers) == AnswerSet(answers)


def test_options_have_names_that_tell_nothing_whatever_their_order() -> None:
    lanes = loaded(str(BICYCLES)).indicators["lanes"]
    assert isinstance(lanes, SingleChoice)
    turned = lanes.model_copy(update={"options": dict(reversed(list(lanes.options.items())))})
    assert neutral_names(lanes) == neutral_names(turned) == {"full": "A", "none": "B", "partial": "C", "planned": "D"}
    option = next(iter(lanes.options.values()))
    for codes, wanted in (("abc", "ABC"), ("bcd", ["_A", "_B", "_C"]), (["2", "0", "1"], "CAB")):
        asked = lanes.model_copy(update={"options": dict.fromkeys(codes, option)})
        assert neutral_names(asked) == dict(zip(codes, wanted, strict=True))
        for code, name in neutral_names(asked).items():
            assert code_named(asked, name) == code_named(asked, code) == code
    made = converted(questionnaire(loaded(str(BICYCLES)), "ZZ", "2026"))
    assert not {"full", "partial", "none"} & {each["name"] for each in made._pyxform["choices"]["options_lanes"]}


COLUMNS = st.builds(
    lambda strand, key, instances: f"{strand}{key}" + (f"[{'/'.join(instances)}]" if instances else ""),
    st.sampled_from(["", "housing.", "a-b."]),
    st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True),
    st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,5}", fullmatch=True), max_size=2),
)


@given(
    COLUMNS, st.sampled_from(["answer", "in_force", "url"]), st.sampled_from(["", "group_a__b-", "section_1/group_c/"])
)
def test_names_are_valid_and_reversible(column: str, field: str, before: str) -> None:
    name = names.question_name(field, column)
    assert re.fullmatch("[a-z][a-z0-9_]*", name)
    assert names.read_name(before + name) == (field, column, "")
    assert names.read_name(f"{before}{name}/one-stop_A") == (field, column, "one-stop_A")


def test_a_form_of_each_instrument_converts_without_a_warning(host: PluginHost) -> None:
    for name, language in (("regin-checklist", "es"), ("mipex-local", ""), (str(BICYCLES), "")):
        instrument = get_instrument(name, host, language)
        answers = read_answers(instrument, host=host) if name != str(BICYCLES) else AnswerSet([])
        unit = next((each.unit for each in answers), "SE")
        for period in ("2026", "2030"):
            xform = converted(questionnaire(instrument, unit, period, answers)).xform
            assert f'lang="{language_name(language or "en")}"' in xform


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("java"), reason="ODK Validate, which comes with pyxform, needs Java")
@pytest.mark.parametrize("name", INSTRUMENTS, ids=lambda name: Path(name).stem)
def test_odk_validate_has_no_complaint(host: PluginHost, name: str) -> None:
    """It parses every condition and refuses cycles among them."""
    instrument = loaded(name)
    first = answered(instrument, random.Random(1))
    answers = AnswerSet([*first, *(replace(each, period="2028") for each in answered(instrument, random.Random(2)))])
    stream = io.BytesIO()
    write_xlsform(questionnaire(instrument, "ZZ", "2028", answers), stream)
    warnings: list[str] = []
    convert(stream.getvalue(), warnings=warnings, validate=True, file_type=".xlsx")
    assert warnings == []


def test_points_do_not_show() -> None:
    """Forms of two instruments that differ in points alone differ in their hashes alone."""
    instrument = loaded("mipex-local")
    doubled = {
        key: each.model_copy(update={"options": {code: o.model_copy(update={"points": each.option_points[code] * 2}) for code, o in each.options.items()}})
        for key, each in instrument.indicators.items()
        if isinstance(each, SingleChoice)
    }  # fmt: skip
    forms = [
        questionnaire(each, "ZZ", "2026")
        for each in (instrument, replace(instrument, indicators={**instrument.indicators, **doubled}))
    ]
    one, other = (re.sub("[0-9a-f]{64}", "HASH", converted(form).xform, count=1) for form in forms)
    digest = r' version="[^"]+"|calculate="\'[0-9a-f]{10}-[0-9a-f]{8}\'"'
    assert forms[0].scoring_hash != forms[1].scoring_hash
    assert re.sub(digest, "", one) == re.sub(digest, "", other)


def test_the_cause_of_a_change_is_read() -> None:
    answers, said = read([[FULL]], {"KEY": "section_1-group_lanes-cause_lanes", "server 0,server 0": "reform,"})
    assert (answers, said) == ([replace(FULL, cause=Cause.REFORM)], "")


def test_the_language_is_named_as_servers_need_it() -> None:
    assert [language_name(code) for code in ("en", "es", "de-AT", "el", "rom", "xx")] == [
        "English (en)", "Spanish (es)", "German (de)", "Modern Greek (el)", "Romany (rom)", "xx (xx)",
    ]  # fmt: skip


def test_the_form_is_named_after_what_is_asked_and_its_version_after_its_texts() -> None:
    form = questionnaire(loaded("mipex-local"), "Fårö / Å", "2026")
    assert form_id(form) == form_id(questionnaire(loaded("mipex-local"), "Fårö / Å", "2026"))
    assert re.fullmatch(r"mipex-local-F-r-2026-[0-9a-f]{8}", form_id(form))
    assert form_id(form) != form_id(questionnaire(loaded("mipex-local"), "Fårö / Ä", "2026"))
    version = re.search(r'<data [^>]*version="([^"]+)"', converted(form).xform)
    assert version
    assert version[1].startswith(form.text_hash[:10] + "-")


def test_no_author_stands_in_the_workbook() -> None:
    stream = io.BytesIO()
    write_xlsform(questionnaire(loaded("mipex-local"), "ZZ", "2026"), stream)
    with zipfile.ZipFile(stream) as book:
        core = book.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core


def hostile() -> Instrument:
    """The invented instrument with texts that look like expressions and markup."""
    instrument = loaded(str(BICYCLES))
    lanes = instrument.indicators["lanes"].model_copy(
        update={"question": "${parking} <b>&amp; 'x' \"y\" </group>?", "help": "=1+1 ${", "label": "concat('a')"}
    )
    return replace(instrument, indicators={**instrument.indicators, "lanes": lanes})


def test_texts_never_become_expressions() -> None:
    root = ElementTree.fromstring(converted(questionnaire(hostile(), 'O\'Neil "${x}"', "20'26")).xform)
    texts = [each.text for each in root.iter(f"{XFORMS}value")]
    assert "$ {parking} <b>&amp; 'x' \"y\" </group>?" in texts
    assert "=1+1 $ {" in texts
    calculated = {each.attrib["nodeset"]: each.attrib.get("calculate", "") for each in root.iter(f"{XFORMS}bind")}
    assert evaluated(calculated["/data/form_unit"]) == 'O\'Neil "${x}"'
    assert evaluated(calculated["/data/form_period"]) == "20'26"


def evaluated(expression: str) -> str:
    """Evaluate what is a string literal or a concat of such."""
    inner = re.fullmatch(r"concat\((.*)\)", expression, re.DOTALL)
    parts = r"""'[^']*'|"[^"]*\""""
    if inner and not re.fullmatch(parts, expression):
        nested = re.fullmatch(r"(concat\(.*\)), ''", inner[1], re.DOTALL)
        if nested:
            return evaluated(nested[1])
        assert re.fullmatch(rf"({parts})(, ({parts}))*", inner[1])
        return "".join(each[1:-1] for each in re.findall(parts, inner[1]))
    assert re.fullmatch(parts, expression)
    return expression[1:-1]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_any_text_is_a_literal(text: str) -> None:
    assert evaluated(literal(text)) == text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert "${" not in literal(text)


def test_what_was_given_in_this_period_is_filled_in_and_the_last_round_is_told_in_words() -> None:
    instrument = loaded(str(BICYCLES))
    comment = "Since 2019 - with 'quotes', a ${dollar} and (brackets)"
    law = "Act 4/2000 | art. 5 | adopted 2004 | in force 2005-01 | language sv | https://example.org/x"
    now = [
        Answer("SE", "2026", "lanes", answer="full", comment=comment, references=(law, "Decree; 7", "Plan"), cause=Cause.REFORM),
        Answer("SE", "2026", "services", answer=()),
        Answer("SE", "2026", "training", answer=("pupils", "adults")),
        Answer("SE", "2026", "parking", answer=False, comment="One line.\nAnother."),
        Answer("SE", "2026", "clearing", "winter", status=Status.MISSING),
        Answer("SE", "2026", "kilometres", answer=2.5),
        Answer("SE", "2026", "clearing", "summer", status=Status.NOT_APPLICABLE),
    ]  # fmt: skip
    last = [Answer("SE", "2024", "lanes", answer="none"), Answer("SE", "2024", "services", answer=("pumps", "lockers"))]
    root = ElementTree.fromstring(converted(questionnaire(instrument, "SE", "2026", AnswerSet([*now, *last]))).xform)
    filled = {
        each.tag.partition("}")[2]: each.text for each in root.iter() if not len(each) and "section_" not in each.tag
    }
    sets = {
        each.attrib["ref"].rpartition("/")[2]: evaluated(each.attrib["value"])
        for each in root.iter(f"{XFORMS}setvalue")
    }
    found = {**{key: value for key, value in filled.items() if value}, **sets}
    wanted = {
        "answer_lanes": "A", "cause_lanes": "reform", "comment_lanes": comment, "title_lanes": "Act 4/2000",
        "pinpoint_lanes": "art. 5", "adopted_lanes": "2004", "in_force_lanes": "2005-01", "language_lanes": "sv",
        "url_lanes": "https://example.org/x", "more_lanes": "Decree\\; 7; Plan", "answer_services": "_none",
        "answer_training": "pupils adults", "answer_parking": "no", "comment_parking": "One line.\nAnother.", "answer_kilometres": "2.5",
        "status_clearing_for_summer": "not_applicable",
    }  # fmt: skip
    assert {key: value for key, value in found.items() if "_" in key and not key.startswith("form_")} == wanted
    texts = [each.text or "" for each in root.iter(f"{XFORMS}value")]
    assert "Last answer (2024): On none" in texts
    assert "Last answer (2024): Air pumps; Lockers" in texts
    binds = {
        each.attrib["nodeset"].rpartition("/")[2]: each.attrib.get("relevant", "")
        for each in root.iter(f"{XFORMS}bind")
    }
    plain = re.sub(r"\s*/data/\S*/(\w+)\s*", r"\1", binds["cause_services"])
    assert plain == (
        "(answer_services!= '' and not(count-selected(answer_services) = 2 and selected(answer_services, 'pumps') and "
        "selected(answer_services, 'lockers'))) orstatus_services= 'not_applicable' orstatus_services= 'not_in_competence'"
    )
    assert "cause_training" not in binds


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    answers = AnswerSet([Answer("SE", "2026", "lanes", answer="full", comment="x" * 40_000)])
    with pytest.raises(
        WrongUseError,
        match=r"^the default of comment_lanes has 40000 characters; a cell holds 32767 at most: shorten it$",
    ):
        write_xlsform(questionnaire(loaded(str(BICYCLES)), "SE", "2026", answers), io.BytesIO())


def test_defaults_are_plain_where_they_can_be() -> None:
    assert default("Act of 2004, article 5") == "Act of 2004, article 5"
    assert default("two\nlines") == "two\nlines"
    assert default("one-stop pumps") == "one-stop pumps"
    assert default("1-a") == "concat('1-a', '')"
    assert default("2004 - 2006") == "concat('2004 - 2006', '')"
    assert default("this and that") == "concat('this and that', '')"


def read(answers: Sequence[Sequence[Answer]], change: Mapping[str, str] = {}, **extra: str) -> tuple[Any, str]:
    """Read submissions of the invented instrument; ``change`` replaces texts in the file."""
    name, instrument = str(BICYCLES), loaded(str(BICYCLES))
    filled = [{**submission(instrument, each, name), **extra} for each in answers]
    text = exported(name, filled, Dialect(before=(), after=("KEY", "ReviewState"), split=("1", "0"))).decode()
    for before, after in change.items():
        assert before in text
        text = text.replace(before, after)
    try:
        reading = read_odk(text.encode(), "s.csv", instrument)
    except ProblemsFoundError as error:
        return [], str(error)
    return [each for each, _ in reading.answers], "\n".join(each.render() for each in reading.problems)


FULL = Answer("ZZ", "2026", "lanes", answer="full")
PUMPS = Answer("ZZ", "2026", "services", answer=("pumps",))
LANES = "section_1-group_lanes-answer_lanes"
SERVICES = "section_1-group_services-answer_services"


def test_another_scoring_hash_is_refused() -> None:
    answers, said = read([[FULL]], form_scoring_hash="0" * 64, form_instrument="bicycle-friendliness@draft-0")
    wanted = questionnaire(loaded(str(BICYCLES)), "ZZ", "2026").scoring_hash
    assert answers == []
    assert said == (
        "s.csv:2:2: error odk-scoring-hash: the form was made from bicycle-friendliness@draft-0, whose questions or points "
        f"are not those of bicycle-friendliness@draft-1\n    expected: scoring hash {wanted}\n"
        "    remedy: read it with the edition it was made from, or export the questionnaire again"
    )


def test_another_text_hash_warns_and_another_language_cannot_be_compared() -> None:
    answers, said = read([[FULL]], form_text_hash="0" * 64)
    wanted = questionnaire(loaded(str(BICYCLES)), "ZZ", "2026").text_hash
    assert answers == [FULL]
    assert said == (
        "s.csv:2:3: warning odk-text-hash: the texts of bicycle-friendliness@draft-1 were changed after the form was made\n"
        f"    expected: text hash {wanted}\n    remedy: nothing to do if only the wording was mended"
    )
    assert read([[FULL]], form_text_hash="0" * 64, form_language="es") == ([FULL], "")


def test_the_same_submission_twice_is_one_and_a_different_one_is_a_conflict() -> None:
    assert read([[FULL], [FULL, PUMPS]]) == ([FULL, PUMPS], "")
    answers, said = read([[FULL, PUMPS], [replace(FULL, comment="other"), replace(PUMPS, answer=())]])
    assert answers == [FULL, PUMPS]
    assert said == (
        "s.csv:3: error odk-conflict: ZZ 2026 has been answered already, at s.csv:2, and otherwise: lanes, services\n"
        "    expected: one answer for each question, or the same in all submissions\n"
        "    remedy: remove one of them or reject it in ODK or KoboToolbox, and export again"
    )


@pytest.mark.parametrize(("column", "verdict"), [("ReviewState", "rejected"), ("_validation_status", "Not Approved")])
def test_a_rejected_submission_is_not_read(column: str, verdict: str) -> None:
    change = {"ReviewState": column, "server 1,server 1": f"server 1,{verdict}"}
    answers, said = read([[FULL], [replace(FULL, answer="none")]], change)
    assert answers == [FULL]
    assert re.sub(r":\d+: warning", ": warning", said) == (
        f"s.csv:3: warning odk-rejected: the submission of ZZ 2026 was rejected there ({verdict}); it is not read\n"
        "    remedy: nothing to do"
    )


def test_a_file_of_no_form_is_refused() -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        read_odk(b"Einheit;Gibt es Wege?\nSE;Ja\n", "s.csv", loaded(str(BICYCLES)))
    assert str(caught.value) == (
        "s.csv:1: error odk-no-form: the first line names no question of a form that this tool wrote\n"
        "    expected: columns such as answer_lanes, beside form_unit, form_period and form_scoring_hash\n"
        "    remedy: export with the names of questions, not their labels (in KoboToolbox: 'XML values and headers')"
    )


def test_the_hidden_fields_are_needed() -> None:
    assert read([[FULL]], {"form_scoring_hash": "start", "form_unit": "end"}) == (
        [],
        "s.csv:1: error odk-column-missing: there is no column 'form_unit'\n"
        "    expected: the hidden fields of the form, which say what was asked and of whom\n"
        "    remedy: export the submissions again with all fields\n"
        "s.csv:1: error odk-column-missing: there is no column 'form_scoring_hash'\n"
        "    expected: the hidden fields of the form, which say what was asked and of whom\n"
        "    remedy: export the submissions again with all fields",
    )


def test_a_question_of_another_form_is_named() -> None:
    _, said = read([[FULL]], {LANES: "section_1-group_lanes-answer_lane"})
    assert said == (
        "s.csv:1:8: error odk-column-unknown: 'section_1-group_lanes-answer_lane' asks of 'lane', which "
        "bicycle-friendliness@draft-1 does not\n"
        "    expected: lanes, parking, services, training, kilometres, clearing[summer], clearing[winter]\n"
        "    remedy: name the instrument that the form was made from. Did you mean 'lanes'?"
    )


def test_columns_that_are_not_read_are_told() -> None:
    answers, said = read([[FULL]], {"KEY": "My notes"})
    assert answers == [FULL]
    assert said == (
        "s.csv:1: warning odk-columns-ignored: 1 column(s) are no question of the form; they are not read: My notes\n"
        "    remedy: nothing to do unless one of them holds answers"
    )


def test_choices_that_contradict_each_other_are_named() -> None:
    answers, said = read([[PUMPS]], {"pumps,1,0,0,0": "pumps lockers,1,0,0,0"})
    assert answers == []
    assert re.sub(r":\d+: error", ": error", said) == (
        "s.csv:2: error odk-choices-disagree: the list 'pumps lockers' and the columns of the single choices (pumps) differ ('services')\n"
        "    expected: the same choices in both\n    remedy: correct one of them, or export the submissions again"
    )
    answers, said = read([[PUMPS]], {"pumps,1,0,0,0": "pumps,1,0,0,perhaps"})
    assert answers == []
    assert re.sub(r":\d+: error", ": error", said) == (
        "s.csv:2: error odk-choice-unread: 'perhaps' does not say whether '_none' of 'services' was chosen\n"
        "    expected: 1 or 0, true or false\n    remedy: export the submissions again"
    )
    answers, said = read([[PUMPS]], {"pumps,1,0,0,0": "pumps _none,1,0,0,1"})
    assert answers == []
    assert re.sub(r":\d+: error", ": error", said) == (
        "s.csv:2: error odk-none-and-others: 'none of these' was chosen together with others ('services'): pumps _none\n"
        "    expected: none of these alone, or some of the others\n    remedy: ask the person who answered, and correct the cell"
    )


def test_a_value_that_is_no_answer_is_named_with_its_cell() -> None:
    answers, said = read([[FULL]], {",A,": ",fulll,"})
    assert answers == []
    assert said.startswith("s.csv:2:8: error answers-option-unknown: 'fulll' is not an option of 'lanes'\n")


def test_a_row_that_broke_off_and_a_file_without_rows() -> None:
    _, said = read([[FULL]], {"server 0,server 0": "server 0"})
    assert "error answers-row-length: the row has " in said
    assert read([])[1].startswith("s.csv: error answers-none: there is not a single answer in it\n")


def test_submissions_are_answers_on_the_command_line(run: Run, tmp_path: Path) -> None:
    name, instrument = str(BICYCLES), loaded(str(BICYCLES))
    path = tmp_path / "submissions.csv"
    filled = {**submission(instrument, [FULL, PUMPS], name), "form_unit": "SE"}
    path.write_bytes(exported(name, [filled], DIALECTS["kobo"]))
    result = run("validate", "--for", name, "--answers-format", "odk", path)
    assert (result.exit_code, result.output) == (0, "1 file: no problems\n")
    result = run("run", name, "--answers", path, "--answers-format", "odk")
    assert result.exit_code == 0
    assert "Sweden" in result.stdout


def test_further_references_are_kept_apart() -> None:
    answers, said = read([[replace(FULL, references=split("One; Two\\; b; Three"))]])
    assert said == ""
    assert answers[0].references == ("One", "Two; b", "Three")
    assert references.split("a; b\nc") == ("a", "b", "c")
