"""The report of a questionnaire that goes out: what is asked, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyindex.answers.record import Answer, Status
from policyindex.answers.writing import row_of
from policyindex.questionnaires.form import Questionnaire
from policyindex.reports.report import Column, Report, Section, Table, Text

COLUMNS = (
    Column("column", "Column"),
    Column("section", "Section", width=24, optional=True),
    Column("question", "Question", width=60),
    Column("last", "Last round", width=24),
    Column("answer", "Answer", width=24),
)


def questionnaire_report(asked: Questionnaire) -> Report:
    """List the questions with the last round's answers and those given so far."""
    head, given = asked.instrument, {each.id: each.given for each in asked.items if each.given}
    return Report(
        f"{head.file.title}: {asked_in_short(asked)}",
        (Section("", (Text(asked_in_short(asked)), questions_table(asked, given))),),
        provenance={
            "instrument": head.reference,
            "scoring_hash": asked.scoring_hash,
            "text_hash": asked.text_hash,
            "unit": asked.unit,
            "period": asked.period,
        },
        language=head.language,
    )


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


def _rows(asked: Questionnaire, given: Mapping[str, Answer]) -> Iterator[tuple[str, ...]]:
    for item in asked.items:
        yield item.id, item.section, item.indicator.question, _written(item.previous), _written(given.get(item.id))


def _written(answer: Answer | None) -> str:
    """Give an answer as answer files write it."""
    if answer is None:
        return ""
    return row_of(answer)["answer"] if answer.status is Status.ANSWERED else str(answer.status)
