"""The report of a questionnaire that goes out: what is asked, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policyindex.answers.record import Answer, Status
from policyindex.answers.writing import row_of
from policyindex.questionnaires.form import Questionnaire
from policyindex.reports.report import Column, Report, Section, Table, Text

WHOSE = (Column("unit", "Unit"), Column("unit_name", "Name", width=26))
COLUMNS = (
    Column("column", "Column"),
    Column("section", "Section", width=24, optional=True),
    Column("question", "Question", width=60),
    Column("last", "Last round", width=24),
    Column("answer", "Answer", width=24),
)


def questionnaire_report(asked: Questionnaire) -> Report:
    """List the questions with the last round's answers and those given so far."""
    head = asked.instrument
    return Report(
        f"{head.file.title}: {asked_in_short(asked)}",
        (Section("", (Text(asked_in_short(asked)), questions_table(asked, _given(asked)))),),
        provenance={**_asking(asked), "unit": asked.unit, "period": asked.period},
        language=head.language,
    )


def questionnaires_report(every: Sequence[Questionnaire]) -> Report:
    """List the questions of several units, a section a unit; a table's rows say whose they are."""
    head = every[0].instrument
    return Report(
        f"{head.file.title}: {sent_in_short(every)}",
        tuple(Section(asked_in_short(each), (questions_table(each, _given(each)),)) for each in every),
        tables=(
            Table(
                "questions",
                WHOSE + COLUMNS,
                lambda: ((each.unit, each.unit_name, *row) for each in every for row in _rows(each, _given(each))),
            ),
        ),
        provenance={**_asking(every[0]), "units": [each.unit for each in every], "period": every[0].period},
        language=head.language,
    )


def sent_in_short(every: Sequence[Questionnaire]) -> str:
    """Say how many are asked, and in which period."""
    return f"questionnaires for {len(every)} unit{'s' * (len(every) != 1)}, {every[0].period}"


def questions_table(asked: Questionnaire, given: Mapping[str, Answer]) -> Table:
    """Give the questions as a table.

    :param given: this round's answers by column
    """
    return Table("questions", COLUMNS, lambda: _rows(asked, given))


def asked_in_short(asked: Questionnaire) -> str:
    """Say how much is asked of whom, and since when."""
    since = f", with the answers of {asked.last_period}" if asked.last_period else ""
    whom = ", ".join(filter(None, (asked.unit_name or "whoever fills it in", asked.period)))
    return f"{len(asked.items)} questions for {whom}{since}"


def _asking(asked: Questionnaire) -> dict[str, str]:
    """Say which instrument asks."""
    head = asked.instrument
    return {"instrument": head.reference, "scoring_hash": asked.scoring_hash, "text_hash": asked.text_hash}


def _given(asked: Questionnaire) -> dict[str, Answer]:
    return {each.id: each.given for each in asked.items if each.given}


def _rows(asked: Questionnaire, given: Mapping[str, Answer]) -> Iterator[tuple[str, ...]]:
    for item in asked.items:
        yield item.id, item.section, item.indicator.question, _written(item.previous), _written(given.get(item.id))


def _written(answer: Answer | None) -> str:
    """Give an answer as answer files write it."""
    if answer is None:
        return ""
    return row_of(answer)["answer"] if answer.status is Status.ANSWERED else str(answer.status)
