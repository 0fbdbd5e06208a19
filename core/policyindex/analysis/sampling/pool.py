"""The pool: sample answer sets, each scored by the engine that scores everybody's answers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from policyindex.analysis.sampling.columns import Tried
from policyindex.answers.record import Answer, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.specs import Rules
from policyindex.scoring.engine import score
from policyindex.scoring.result import Result
from policyindex.studies.basket import OWN, compare

Choices = NDArray[np.int32]
"""Numbers of trials, a row a set and a column a question; -1: not answered."""
NOTHING = -1
ANSWERS = 400_000
"""Answers that are scored in one step of a search, at most: a large instrument gets fewer sets."""


@dataclass
class Pool:
    """Sample answer sets with what came of them; it only grows."""

    instrument: Instrument
    rules: Rules
    columns: tuple[Tried, ...]
    period: str
    choices: list[Choices] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)

    def add(self, choices: Choices) -> Result:
        """Score some sets; ``choices`` keeps them as the rows of the result stand."""
        answers = AnswerSet(
            self._answer(f"s{number:06}", at, choice)
            for number, chosen in enumerate(choices.tolist())
            for at, choice in enumerate(chosen)
        )
        result = score(self.instrument, compare(self.instrument, answers, None, OWN), self.rules)
        self.choices.append(choices[[int(unit[1:]) for unit in result.panel.units]])
        self.results.append(result)
        return result

    def _answer(self, unit: str, at: int, choice: int) -> Answer:
        asked = self.columns[at]
        key = (unit, self.period, asked.column.indicator, asked.column.instance)
        if choice == NOTHING:
            return Answer(*key, status=Status.MISSING)
        trial = asked.trials[choice]
        if trial.status is not Status.ANSWERED:
            return Answer(*key, status=trial.status)
        if asked.in_points or trial.answer is None:
            return Answer(*key, points=trial.points)
        return Answer(*key, answer=trial.answer)

    @property
    def size(self) -> int:
        """How many sets were scored."""
        return sum(map(len, self.choices))
