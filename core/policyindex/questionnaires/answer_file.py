"""The answer file that filling in writes: read with the usual checks, written whole after each answer."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from policyindex.answers.files import read_answers
from policyindex.answers.record import FIELDS, Answer
from policyindex.answers.table import AnswerSet
from policyindex.answers.writing import csv_of
from policyindex.files.locking import locked
from policyindex.files.opened import real
from policyindex.files.writing import write_file
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import ProblemsFoundError, WrongUseError

SUFFIX = ".csv"


def default_name(instrument: Instrument, unit: str, period: str, suffix: str = SUFFIX) -> str:
    """Name a file after reference, unit and period, for the current folder."""
    return (
        "-".join(re.sub(r"[^\w.@+]+", "-", part).strip("-.") for part in (instrument.id, unit, period) if part) + suffix
    )


class ChangedError(WrongUseError):
    """What was to be replaced is not what was seen: somebody else has written meanwhile."""


class AnswerFile:
    """Answers on disk, those of other units and periods included; only what changed in a session is replaced."""

    def __init__(self, path: Path, instrument: Instrument, host: PluginHost) -> None:
        """Refuse early what could not be saved later.

        :raises WrongUseError: for another suffix than ``.csv``, or a folder that cannot be written to
        """
        self.path, self.instrument, self.host = path, instrument, host
        self.answers = AnswerSet(())
        self._seen: bytes | None = None
        if path.suffix.lower() != SUFFIX:
            raise WrongUseError(f"{path}: answers are saved as CSV; give a file that ends in {SUFFIX}")
        folder = real(path).parent
        if not folder.is_dir():
            raise WrongUseError(f"{path}: there is no folder {folder}: make it first")
        if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            raise WrongUseError(f"{path} cannot be written: choose another file with --answers")

    def read(self) -> AnswerSet:
        """Read the file if it is there.

        :raises ProblemsFoundError: with every fault in it
        :raises WrongUseError: if it has answers that saving would drop
        """
        if self.path.exists():
            self.answers = read_answers(self.instrument, self.path, host=self.host)
            self._seen = self._bytes()
            self._refuse_partial()
        return self.answers

    @property
    def exists(self) -> bool:
        """Tell whether there is a file by now."""
        return self._seen is not None

    @property
    def is_other_layout(self) -> bool:
        """Tell whether saving will write the file anew, as a long one with all fields."""
        return self._seen is not None and not self._seen.lstrip(b"\xef\xbb\xbf").startswith(",".join(FIELDS).encode())

    def save(self, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> AnswerSet:
        """Write what changed; what somebody else wrote in the meantime stays.

        :raises ChangedError: where somebody else wrote another answer to the same question
        :raises WrongUseError: where the file cannot be written, or somebody else is writing it for long
        :raises ProblemsFoundError: where somebody else wrote what cannot be read
        """
        changed = {each.key: each for column, each in after.items() if before.get(column) != each}
        if not changed:
            return self.answers
        with locked(self.path):
            self.refresh()
            standing = {each.key: each for each in self.answers}
            known = {each.key: each for each in before.values()}
            for key, mine in changed.items():
                if standing.get(key) not in (known.get(key), mine):
                    raise ChangedError(
                        f"{self.path}: somebody else has answered {Column(mine.indicator, mine.instance).name} meanwhile; what you typed is not saved. "
                        "Look at the answer that is there now; what you type next replaces it"
                    )
            after_all = AnswerSet({**standing, **changed}.values())
            data = csv_of(after_all)
            write_file(self.path, lambda stream: stream.write(data), updates=True)
        self.answers, self._seen = after_all, data
        return self.answers

    def refresh(self) -> AnswerSet:
        """Read the file again where somebody else has written it."""
        if self.path.exists() and self._bytes() != self._seen:
            self.read()
        return self.answers

    def _refuse_partial(self) -> None:
        """Refuse a file of the instrument that this one extends: what is not used here is not read either."""
        if not self.instrument.unused:
            return
        try:
            read_answers(replace(self.instrument, unused=frozenset()), self.path, host=self.host)
        except ProblemsFoundError:
            raise WrongUseError(
                f"{self.path} also has answers of {self.instrument.extends} that {self.instrument.reference} does not use, "
                "and saving would drop them: give another file with --answers, and this one with --last-round"
            ) from None

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise WrongUseError(f"{self.path} cannot be read: {error.strerror or error}") from None
