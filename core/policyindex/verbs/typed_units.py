"""Units that whoever filled in a questionnaire named: the codes that the names mean, said in a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policyindex.answers.table import AnswerSet
from policyindex.problems import Location, Problem, listing, problem
from policyindex.problems.errors import WrongUseError
from policyindex.questionnaires.filled import Filled
from policyindex.selfscoring.origin import code_of
from policyindex.units.scheme import Scheme
from policyindex.verbs.units import meant, unknown


class TypedUnits:
    """Gives questionnaires the codes of their units, by what the user says and by the names that are known."""

    def __init__(self, pairs: Iterable[str]) -> None:
        """Take pairs such as ``Upper Lakes=ES51``.

        :raises WrongUseError: for a text that is none, or a name with two codes
        """
        self._codes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._seen: dict[str, str] = {}
        for pair in pairs:
            name, _, code = (each.strip() for each in pair.rpartition("="))
            key = code_of(name)
            if not key or not code:
                raise WrongUseError(f"'{pair}' does not say which code a name has: --unit NAME=CODE")
            if self._codes.setdefault(key, code) != code:
                raise WrongUseError(f"--unit gives '{name}' two codes, {self._codes[key]} and {code}")
            self._names[key] = name

    def placed(
        self, filled: Filled, names: Mapping[str, str], scheme: Scheme, answers: AnswerSet | None, where: Location
    ) -> Filled:
        """Give a questionnaire the code of its unit, where whoever filled it in named the unit.

        :param names: names by code of the units that are known
        """
        if not filled.typed or not filled.head.unit:
            return filled
        typed = filled.head.unit
        key = code_of(typed)
        self._seen[key] = typed
        code = self._codes.get(key) or _known(typed, names, scheme)
        told: list[Problem] = []
        if code != typed:
            told.append(problem("unit-known-as", where, value=typed, read=code))
            filled = _renamed(filled, code)
        told += unknown(code, filled.instrument, names, answers or AnswerSet(()), where.file)
        return replace(filled, problems=(*filled.problems, *told))

    def refuse_unused(self) -> None:
        """Refuse names that no file has: they are a slip.

        :raises WrongUseError: where there is one
        """
        for key, name in self._names.items():
            if key not in self._seen:
                there = f"; units that were typed: {listing(self._seen.values())}" if self._seen else ""
                raise WrongUseError(f"--unit: in no file somebody named the unit '{name}'{there}")


def _known(typed: str, names: Mapping[str, str], scheme: Scheme) -> str:
    code, _ = meant(typed, names, scheme)
    if code in names:
        return code
    fitting = [each for each, name in names.items() if code_of(name) == code_of(typed)]
    return fitting[0] if len(fitting) == 1 else typed


def _renamed(filled: Filled, code: str) -> Filled:
    """Give a unit another code; that one was made of its name needs no saying any more."""
    returned = tuple(each._replace(answer=each.answer and replace(each.answer, unit=code)) for each in filled.returned)
    problems = tuple(each for each in filled.problems if each.code != "selfscoring-code-made")
    return replace(filled, head=filled.head._replace(unit=code), returned=returned, problems=problems)
