"""The report of something that was made: what it is, and commands to go on with."""

from __future__ import annotations

from collections.abc import Sequence

from policyindex.reports.report import Column, Report, Section, Table, Text


def next_steps(made: str, when: str, commands: Sequence[str]) -> Report:
    """Name what was made, and what to type next.

    :param when: stands before the commands, such as ``Next``
    """
    lines = tuple(Text(f"  {each}", verbatim=True) for each in commands)
    table = Table("next", (Column("command", "Command"),), [(each,) for each in commands])
    return Report(made, (Section(when, lines),), tables=(table,))
