"""The report of problems that were found in files."""

from __future__ import annotations

from collections.abc import Sequence

from policyindex.problems import Problem, errors_in
from policyindex.reports.report import Column, Report, Section, Table, Text

COLUMNS = (
    Column("code", "Code"),
    Column("severity", "Severity"),
    Column("file", "File"),
    Column("line", "Line", "whole"),
    Column("column", "Column", "whole"),
    Column("message", "Message", width=60),
    Column("expected", "Expected", width=60),
    Column("remedy", "Remedy", width=60),
    Column("count", "Count", "whole"),
    Column("places", "First places", width=30),
)


def problem_report(problems: Sequence[Problem], files: int) -> Report:
    """Say every problem, and how many there are in how many files."""
    title = f"{files} file{'s' * (files != 1)}: {counted(problems)}"
    return Report(
        title,
        (Section("", (*(Text(each.render(), verbatim=True) for each in problems), Text(title))),),
        tables=(problem_table(problems),),
        document=lambda: [each.as_dict() for each in problems],
    )


def problem_table(problems: Sequence[Problem]) -> Table:
    """Give problems as a table for programs."""
    documents = [each.as_dict() for each in problems]
    return Table("problems", COLUMNS, [[each[column.key] for column in COLUMNS] for each in documents])


def counted(problems: Sequence[Problem]) -> str:
    """Say how many errors and warnings there are."""
    if not problems:
        return "no problems"
    errors = len(errors_in(problems))
    warnings = len(problems) - errors
    return f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"
