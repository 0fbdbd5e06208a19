"""Taking questionnaires that came back into the answers: from which files, into which, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyindex.answers.bundled import BUNDLED
from policyindex.answers.table import AnswerSet
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.problems import Location, Problem, errors_in, listing, ordered, problem
from policyindex.problems.errors import ProblemsFoundError, WrongUseError
from policyindex.questionnaires.claims import Cell, Claim, claims, disagreements
from policyindex.questionnaires.filled import Filled
from policyindex.questionnaires.merge import AnswerChange, Merged, Side, merge_all


class StandingError(ProblemsFoundError):
    """The answers so far have problems: that is the fault of no questionnaire, and nothing can be taken."""


@dataclass(frozen=True, repr=False)
class TakenFile:
    """One file: taken as a whole, or refused as a whole."""

    name: str
    questionnaires: tuple[tuple[Filled, Merged], ...]
    """Each with what became of its cells, or would have; empty: it could not be read."""
    problems: tuple[Problem, ...]

    @property
    def changes(self) -> tuple[AnswerChange, ...]:
        """Every cell that differs from the answers before."""
        return tuple(change for _, merged in self.questionnaires for change in merged.changes)

    @property
    def errors(self) -> list[Problem]:
        """What has to be mended before it is taken; with any the file is refused."""
        return errors_in(self.problems)


@dataclass(frozen=True, repr=False)
class Taken:
    """What was taken in, and what was refused."""

    files: tuple[TakenFile, ...]
    answers: AnswerSet
    """The answers after it: with what the files have that were not refused."""

    @property
    def questionnaires(self) -> tuple[tuple[Filled, Merged], ...]:
        """Each questionnaire that could be read, with what became of its cells, or would have."""
        return tuple(pair for file in self.files for pair in file.questionnaires)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, once."""
        return tuple(dict.fromkeys(each for file in self.files for each in file.problems))

    @property
    def changes(self) -> tuple[AnswerChange, ...]:
        """Every cell that was taken and differs from the answers before."""
        return tuple(change for file in self.files if not file.errors for change in file.changes)

    @property
    def refused(self) -> tuple[TakenFile, ...]:
        """The files of which nothing was taken."""
        return tuple(file for file in self.files if file.errors)


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


def take_files(
    names: Sequence[str],
    read: Callable[[str, Instrument | None], Sequence[Filled]],
    standing: Callable[[Instrument], AnswerSet | None],
    side: Side,
    host: PluginHost,
) -> Taken:
    """Take in file after file, each whole or not at all; what is wrong with one stops none of the others.

    :param read: reads one file, or raises ProblemsFoundError; it is told the instrument of what was taken before
    :param standing: gives the answers before the first file; None: nobody knows, and everything is new
    :raises StandingError: where the answers before have problems
    :raises ProblemsFoundError: where not one of the files could be read
    """
    files: list[TakenFile] = []
    answers: AnswerSet | None = None
    told: dict[Cell, Claim] = {}
    instrument: Instrument | None = None
    for name in names:
        try:
            returned = read(name, instrument)
            _refuse_mixture(returned, instrument or returned[0].instrument)
        except StandingError:
            raise
        except ProblemsFoundError as error:
            files.append(TakenFile(name, (), error.problems))
            continue
        before = answers if instrument else standing(returned[0].instrument)
        mine = claims(returned)
        merged = merge_all(returned, before, side)
        taken = _taken(name, returned, merged, [*disagreements(told, mine)], host)
        files.append(taken)
        if not taken.errors:
            instrument, answers = instrument or returned[0].instrument, merged[-1].answers
            told |= {cell: claim for cell, claim in mine.items() if cell not in told}
    if not any(file.questionnaires for file in files):
        raise ProblemsFoundError([each for file in files for each in file.problems])
    if answers is None:
        first = next(file for file in files if file.questionnaires)
        answers = standing(first.questionnaires[0][0].instrument) or AnswerSet(())
    return Taken(tuple(files), answers)


def _taken(
    name: str, returned: Sequence[Filled], merged: Sequence[Merged], apart: Sequence[Problem], host: PluginHost
) -> TakenFile:
    """Gather the problems of a file; a cell that differs between files is not said to differ from the answers too."""
    places = {each.location for each in apart}
    problems = [*apart, *(each for one in returned for each in one.problems)]
    problems += [
        each
        for one in merged
        for each in one.problems
        if each.code != "questionnaire-conflict" or each.location not in places
    ]
    problems += host.check_answers(returned[0].instrument, merged[-1].answers)
    return TakenFile(name, tuple(zip(returned, merged, strict=True)), tuple(ordered(problems)))


def _refuse_mixture(returned: Sequence[Filled], instrument: Instrument) -> None:
    """Refuse questionnaires of another instrument: their answers go into another file."""
    names = {each.instrument.reference: each for each in returned}
    if other := [name for name in names if name != instrument.reference]:
        where = next((place for each in names[other[0]].returned for place in each.places.values()), Location(""))
        values = {"value": listing(other), "wanted": instrument.reference}
        raise ProblemsFoundError([problem("questionnaire-mixture", Location(where.file), **values)])
