"""What can go wrong, by what the caller can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyindex.problems import Problem

EXIT_PROBLEMS = 1
EXIT_USAGE = 2


class PolicyIndexError(Exception):
    """Base of every error this package raises on purpose; ``exit_code`` is what a command ends with."""

    exit_code = EXIT_USAGE


class ProblemsFoundError(PolicyIndexError):
    """What the user gave has problems: mend the named places and try again (exit code 1)."""

    exit_code = EXIT_PROBLEMS

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [each for each in self.problems if each.severity == "error"]
        rest = len(self.problems) - len(errors)
        lines = [each.render() for each in errors] + [
            f"({rest} warnings beside; 'policyindex validate' shows them)"
        ] * (rest > 0)
        super().__init__("\n".join(lines))


class WrongUseError(PolicyIndexError):
    """The request makes no sense as asked (unknown name, impossible combination; exit code 2)."""


class BrokenPluginError(PolicyIndexError):
    """A plugin that owns what was asked for is broken, or two plugins claim one name (exit code 2)."""
