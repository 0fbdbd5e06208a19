"""What every question has, and what each kind of question can be asked; the kinds are the modules beside this one."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Literal, Self

from policyindex.files.fields import LARGEST, Code, Flag, Id, Model, Period, Source, Text, Title
from policyindex.problems import Location, Problem, problem
from policyindex.questions.asked import AnswerValue, Asked
from policyindex.questions.backing import Backing, StandardUses, renamed
from policyindex.questions.slips import advice, date_fault, is_date
from policyindex.units.periods import normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Authorities = Literal["mean", "share", "lowest", "highest"]
"""How the points of several authorities make those of an answer."""
Parsed = tuple[AnswerValue, float | None, Problem | None]
"""What a cell says: an answer, points in its place, and a problem."""
OFF_LIST = -2
"""The number of an answer whose points are no option's."""


class Collected(Model):
    """In which periods something is collected; at most one of the two lists is given."""

    collected_in: tuple[Period, ...] = ()
    """The only periods in which this is collected; empty: all."""
    not_collected_in: tuple[Period, ...] = ()
    """Periods in which this is not collected: nothing is missing there, and it has no score."""

    def is_always_collected(self) -> bool:
        """Tell whether no period is excepted."""
        return not (self.collected_in or self.not_collected_in)

    def is_collected(self, period: str) -> bool:
        """Tell whether this is collected in a period (its label)."""
        if self.collected_in:
            return normal(period) in map(normal, self.collected_in)
        return normal(period) not in map(normal, self.not_collected_in)


class Question(Collected, Asked):
    """What every indicator has."""

    label: Title
    """Its short name in tables."""
    question: Title
    """What is asked, as a whole sentence."""
    help: Text = ""
    """What counts, what does not, where to look."""
    facets: Mapping[Id, Code | tuple[Code, ...]] = {}
    """Facet values, such as ``area: a``; a facet may have several."""
    ask_per: tuple[Id, ...] = ()
    """Facets whose every value (or combination) gets an answer of its own."""
    scored: Flag = True
    """false: asked for context, counts nowhere."""
    sources: tuple[Source, ...] = ()
    """What stands behind the top option and is said only here."""
    standards: StandardUses = ()
    """The standards of the instrument's list that the top option meets, by their ids."""
    authorities: Authorities | None = None
    """How the parts of an answer of several authorities make its points; without it as the instrument says."""
    todo: Text = ""
    """What to do where the answer is not the best one."""

    def facet_values(self, facet: str) -> tuple[str, ...]:
        """Give the values of one facet, none if the indicator has none."""
        values = self.facets.get(facet, ())
        return (values,) if isinstance(values, str) else tuple(values)

    @property
    def backing(self) -> Backing:
        """What the question names for its top option, and what its options name."""
        return Backing(self.sources, self.standards).and_of(self.option_backing)

    @property
    def top_backing(self) -> Backing:
        """What the question names for its top option: itself, or with the option that earns most."""
        most = max(self.option_points.values(), default=None)
        top = {code: each for code, each in self.option_backing.items() if self.option_points.get(code) == most}
        return Backing(self.sources, self.standards).and_of(top)

    def with_standards(self, called: Callable[[str], str]) -> Self:
        """Give the question with its standards called otherwise.

        :param called: gives the new id of a standard
        """
        return self.model_copy(update={"standards": renamed(self.standards, called)})

    @property
    def divided_by(self) -> str:
        """The question whose answer this one's is divided by before it is counted; empty: none."""
        return ""

    @property
    def is_scaled(self) -> bool:
        """Tell whether points are something else than the answer itself."""
        return True

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of units whose answers are counted otherwise, in the order in which a unit is looked for in them.

        ``other`` among them stands for all other units; none: all are counted alike.
        """
        return ()

    def in_group(self, group: str) -> Question:
        """Give the question as it is counted for the units of one of its groups."""
        return self

    def with_ids(self, called: Callable[[str], str]) -> Self:
        """Give the question with the questions that it names called otherwise.

        :param called: gives the new id of a question
        """
        return self

    # How an answer is read

    @abstractmethod
    def parse(self, key: str, text: str, where: Location, *, in_points: bool = False) -> Parsed:
        """Read the text of an answer as files have it; a fault is given as a problem, never raised.

        :param key: the indicator's id, for the problem
        :param in_points: the file writes the points of options where others write their codes
        """

    def parse_points(self, key: str, text: str, where: Location) -> Parsed:
        """Read points; where they stand for one answer alone, that answer is given instead."""
        number, fault = self.parse_number(key, text, where)
        if number is not None and (outside := self.outside(key, text, number, where)):
            return None, None, outside
        return None, number, fault

    def outside(self, key: str, text: str, points: float, where: Location) -> Problem | None:
        """Refuse points that no answer to this question could earn, nor any average of answers."""
        least, most = self.worst()[0], self.best()[0]
        if not self.is_outside(points):
            return None
        values = {"value": text, "indicator": key, "least": f"{least:g}", "most": f"{most:g}", "hint": advice(text)}
        return problem("answers-points-outside", where, **values)

    def is_outside(self, points: float) -> bool:
        """Tell whether points are fewer or more than any answer can earn; without a limit none are."""
        return round(points, 9) < round(self.worst()[0], 9) or round(points, 9) > round(self.best()[0], 9)

    def parse_number(self, key: str, text: str, where: Location) -> tuple[float | None, Problem | None]:
        """Read a number with a decimal point."""
        try:
            number = float(text if text.isascii() and "_" not in text else "no number")
        except ValueError:
            number = None
        if number is not None and is_countable(number):
            return number, None
        values = {"value": text, "indicator": key, "expected": self.expected_points()}
        if number is None and is_date(text):
            return None, date_fault(key, text, self.expected_points(), (), where)
        if number is None:
            return None, problem("answers-not-a-number", where, **values, hint=self.hint_for(text) or advice(text))
        return None, problem("answers-not-finite", where, **values)

    def hint_for(self, text: str) -> str:
        """Say what a text in the place of a number may have been meant as."""
        return ""

    def expected_points(self) -> str:
        """Say which numbers belong to this question."""
        return "a number"

    @abstractmethod
    def complaint(self, value: object) -> str:
        """Say why a value made by a program is no answer to this question; empty: it is one.

        Its type is what files give (``AnswerValue``), so that no value counts as what nobody meant by it.
        """

    # What an answer counts

    @abstractmethod
    def points_of(self, value: AnswerValue) -> float:
        """Give the points of an answer that :meth:`complaint` has nothing against."""

    def points_by_code(self) -> tuple[float, ...]:
        """Give the points of each answer by its number (see :meth:`code_of`); empty where answers are not counted out."""
        return ()

    @abstractmethod
    def code_of(self, value: AnswerValue) -> int:
        """Give the number of an answer in :meth:`points_by_code`; 0 where that is empty."""

    def chosen(self, value: AnswerValue, points: float | None) -> int:
        """Give the number of the answer, ``OFF_LIST`` where the points given are no answer's; 0 where none are counted out.

        Points alone stand for the answer that earns them, if it is the only one.
        """
        counted = self.points_by_code()
        if not counted:
            return 0
        if points is None or (value is not None and self.points_of(value) == points):
            return self.code_of(value)
        same = [code for code, each in enumerate(counted) if each == points]
        return same[0] if len(same) == 1 and value is None else OFF_LIST

    def points_of_numbers(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the points of many answers at once, each a number as :meth:`code_of` gives it; NaN stays NaN."""
        import numpy as np

        points = np.array([*self.points_by_code(), np.nan])
        known = ~np.isnan(values)
        places = np.where(known, values, len(points) - 1).astype(np.int64)
        found: NDArray[np.float64] = points[places]
        return found

    @abstractmethod
    def trials(self, beside: Iterable[float] = ()) -> tuple[AnswerValue, ...]:
        """Give answers to try rules with: each that earns something of its own, or of a number a spread of them.

        :param beside: numbers that conditions are about, to be met where they can be answers
        """

    def best(self) -> tuple[float, int]:
        """Give the most points (NaN: no limit) and the number of the answer that earns them."""
        points = self.points_by_code()
        end = max(each for each in points if not math.isnan(each))
        return end, points.index(end)

    def worst(self) -> tuple[float, int]:
        """Give the fewest points (NaN: no limit) and the number of the answer that earns them."""
        points = self.points_by_code()
        end = min(each for each in points if not math.isnan(each))
        return end, points.index(end)


def is_countable(number: float) -> bool:
    """Tell whether a number can be counted with: neither infinite nor NaN, and no whole number is lost."""
    return math.isfinite(number) and abs(number) <= LARGEST
