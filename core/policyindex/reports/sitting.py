"""The report of somebody's answers so far: what is answered, what is open, how to go on."""

from __future__ import annotations

from collections.abc import Sequence

from policyindex.questionnaires.sitting import Sitting
from policyindex.reports.questionnaire import questions_table
from policyindex.reports.report import Report, Section, Text


def sitting_report(sitting: Sitting, commands: Sequence[str]) -> Report:
    """List the questions with their answers so far.

    :param commands: what to type next
    """
    session = sitting.session
    head = session.form.instrument
    steps = tuple(Text(f"  {each}", verbatim=True) for each in commands)
    return Report(
        answered_in_short(sitting),
        (
            Section("", (Text(answered_in_short(sitting)), questions_table(session.form, session.given))),
            Section("Next", steps),
        ),
        provenance={"instrument": head.reference, "unit": session.form.unit, "period": session.form.period},
        language=head.language,
    )


def answered_in_short(sitting: Sitting) -> str:
    """Say how many questions are answered, and in which file."""
    form, count = sitting.session.form, len(sitting.session.form.items)
    answered = count - len(sitting.session.open_items)
    where = f"{form.instrument.reference}, {form.unit_name}, {form.period}"
    return f"{where}: {answered} of {count} questions answered, in {sitting.file.path}"
