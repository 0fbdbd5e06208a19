"""Taking questionnaires that came back into the answers: from which files, into which, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from policyindex.answers.files import BUNDLED
from policyindex.answers.table import AnswerSet
from policyindex.plugins.host import PluginHost
from policyindex.problems import Problem, errors_in, listing, ordered
from policyindex.problems.errors import WrongUseError
from policyindex.questionnaires.filled import Filled
from policyindex.questionnaires.merge import AnswerChange, Merged, Side, merge_all


@dataclass(frozen=True, repr=False)
class Taken:
    """What was taken in: each questionnaire with what became of its cells, and every problem."""

    questionnaires: tuple[tuple[Filled, Merged], ...]
    problems: tuple[Problem, ...]

    @property
    def answers(self) -> AnswerSet:
        """The answers after it."""
        return self.questionnaires[-1][1].answers

    @property
    def changes(self) -> tuple[AnswerChange, ...]:
        """Every cell that differs from the answers before."""
        return tuple(change for _, merged in self.questionnaires for change in merged.changes)

    @property
    def errors(self) -> list[Problem]:
        """What has to be mended before anything is written."""
        return errors_in(self.problems)


def answer_files(files: Sequence[str], output: str, *, dry_run: bool) -> tuple[Path | None, list[str]]:
    """Give the file to write and the answer files to read; one CSV file that is not there yet is made.

    :raises WrongUseError: where it is not said, or would write over answers that were not read
    """
    known = [each for each in files if each == BUNDLED or Path(each).exists() or len(files) > 1 or output]
    if dry_run:
        return None, known
    if output:
        path = Path(output).expanduser()
        if path.exists() and not any(Path(each).exists() and path.samefile(each) for each in files):
            raise WrongUseError(f"{path} is there already: give it with --answers to add to it, or name another file")
    elif len(files) == 1:
        path = Path(files[0])
    else:
        raise WrongUseError(
            "say where the answers go: --output FILE.csv for a new file, --answers FILE.csv to add to one; "
            "or --dry-run to see the report"
        )
    if path.suffix.lower() != ".csv":
        raise WrongUseError(f"answers are written as CSV, not to {path}: give --output FILE.csv")
    return path, known


def refuse_mixture(returned: Sequence[Filled]) -> None:
    """Raise WrongUseError for questionnaires of several instruments: their answers go into several files."""
    if len(names := sorted({each.instrument.reference for each in returned})) > 1:
        raise WrongUseError(f"these are questionnaires of {listing(names)}: take them in one instrument at a time")


def take(returned: Sequence[Filled], answers: AnswerSet | None, side: Side, host: PluginHost) -> Taken:
    """Merge questionnaires into the answers, one after the other, and let plugins check what comes of it.

    :param answers: what stands now; None: nobody knows, and everything is new
    """
    merged = merge_all(returned, answers, side)
    problems = [
        *(each for one in returned for each in one.problems),
        *(each for one in merged for each in one.problems),
    ]
    problems += host.check_answers(returned[0].instrument, merged[-1].answers)
    return Taken(tuple(zip(returned, merged, strict=True)), tuple(ordered(problems)))
