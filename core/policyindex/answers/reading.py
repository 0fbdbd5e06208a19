"""From raw rows to an answer set: the same checks for every file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from policyindex.answers import authorities, plans, references
from policyindex.answers.beside import VERIFYING, contradiction, verification_of
from policyindex.answers.joint import Joint, joint
from policyindex.answers.keys import Keys
from policyindex.answers.marks import confirmed_from
from policyindex.answers.record import Answer, Cause, Status, Verification
from policyindex.instruments.instrument import Instrument
from policyindex.problems import ERROR, Location, Problem, hint, listing, problem
from policyindex.questions.asked import AnswerValue
from policyindex.questions.question import Parsed

E = TypeVar("E", bound=StrEnum)


class Cell(NamedTuple):
    """A text and where it stands."""

    text: str
    where: Location


Row = Mapping[str, Cell]
"""The cells of one long record by field."""


@dataclass
class Reading:
    """What one file gave: answers with their places, and problems."""

    answers: list[tuple[Answer, Location]]
    problems: list[Problem]


class _FaultyRowError(Exception):
    """The row cannot become an answer; why stands among the problems already."""


class RowReader:
    """Turns long rows into answers for one instrument."""

    def __init__(self, instrument: Instrument, keys: Keys | None = None) -> None:
        """Make a reader.

        :param keys: reads units and periods, and has what is to be said of them; without it they are taken as they are
        """
        self.instrument = instrument
        self.reading = Reading([], [])
        self._keys = keys

    def report(self, code: str, where: Location, **values: object) -> None:
        """Note a problem."""
        self.reading.problems.append(problem(code, where, **values))

    def read(self, row: Row, *, points_first: bool = False) -> None:
        """Read one record; ``points_first``: its answer is in points, as the cells of some wide files are."""
        if row["indicator"].text in self.instrument.unused:
            return
        try:
            key, instance = self._key(row)
            unit, period = self._placed(row)
            said, row = self._said(row)
            made_of = self._parts(key, row)
            if made_of.points is None:
                answer, points = self._value(key, row, points_first=points_first)
            else:
                answer, points = self._beside(key, row, made_of.points)
            status = self._status(key, row, answer, points, said)
            cause = self._choice(row, "cause", Cause)
            verification = self._verification(row)
            comment, plan = self._commented(row)
        except _FaultyRowError:
            return
        text = _texts(row, "references", "confirmed_from")
        mark = text["confirmed_from"] if "confirmed_from" in row else confirmed_from(comment)
        made = Answer(
            unit, period, key, instance, answer, points, status, cause,
            comment, references.split(text["references"]),
            review=verification.review, publisher=verification.publisher, confirmed_from=mark, plan=plan,
            parts=made_of.parts,
        )  # fmt: skip
        self.reading.answers.append((made, (row.get("answer") or row["indicator"]).where))

    def _placed(self, row: Row) -> tuple[str, str]:
        """Read unit and period."""
        if self._keys is None:
            return row["unit"].text, row["period"].text
        return self._keys.read("unit", *row["unit"]).text, self._keys.read("period", *row["period"]).text

    def _verification(self, row: Row) -> Verification:
        texts = _texts(row, *VERIFYING)
        found = verification_of(**texts)
        if found is None:
            self.reading.problems.append(contradiction(row["source"].where, **texts))
            raise _FaultyRowError
        return found

    def _commented(self, row: Row) -> plans.Commented:
        """Give the comment and the plan; records without a field for the plan have it at the comment's end."""
        comment = _texts(row, "comment")["comment"]
        if "plan" not in row:
            return plans.parted(comment)
        try:
            return plans.Commented(comment, plans.parse(row["plan"].text))
        except ValueError:
            raise self._fault("answers-plan", row["plan"].where, value=row["plan"].text) from None

    def _key(self, row: Row) -> tuple[str, str]:
        """Check unit, period, indicator and instance."""
        start = next(iter(row.values())).where
        for name in ("unit", "period"):
            if not row.get(name, Cell("", start)).text:
                raise self._fault(f"answers-{name}-missing", row[name].where if name in row else start)
        key, where = row["indicator"]
        if not key:
            raise self._fault("answers-indicator-missing", where)
        if key not in self.instrument.indicators:
            known = list(self.instrument.indicators)
            values = {
                "known": listing(known),
                "hint": hint(key, known),
                "instrument": self.instrument.reference,
            }
            raise self._fault("answers-indicator-unknown", where, value=key, **values)
        instance = row.get("instance", Cell("", where))
        instances = self.instrument.instances(key)
        if not instance.text and "" not in instances:
            raise self._fault("answers-instance-missing", instance.where, indicator=key, known=listing(instances))
        if instance.text not in instances:
            known_ = listing(instances) if "" not in instances else "no instance: it is asked once"
            values = {"value": instance.text, "indicator": key, "known": known_}
            raise self._fault("answers-instance-unknown", instance.where, **values)
        return key, instance.text

    def _value(self, key: str, row: Row, *, points_first: bool) -> tuple[AnswerValue, float | None]:
        """Read the columns answer and points; points that are not the answer's own override it."""
        indicator = self.instrument.indicators[key]
        answer: AnswerValue = None
        points: float | None = None
        if (given := row.get("answer")) and given.text:
            answer, points = self._parsed(indicator.parse(key, *given, in_points=points_first))
        if (override := row.get("points")) and override.text:
            matched, stated = self._parsed(indicator.parse_points(key, *override))
            if matched is None:
                points = stated
            elif answer is None:
                answer = matched
            elif matched != answer:
                points = indicator.points_of(matched)
        return answer, points

    def _parts(self, key: str, row: Row) -> Joint:
        """Read the parts of an answer of several authorities, and what they make."""
        if not (given := row.get("parts")) or not given.text:
            return Joint((), None)
        try:
            parts = authorities.parse(given.text)
        except ValueError as error:
            raise self._fault("answers-parts", given.where, value=error) from None
        found = joint(self.instrument, key, parts, given.where)
        self.reading.problems.extend(found.problems)
        if found.points is None:
            raise _FaultyRowError
        return found

    def _beside(self, key: str, row: Row, made: float) -> tuple[AnswerValue, float | None]:
        """Read an answer and points that stand beside parts: they are no others than the parts make."""
        indicator = self.instrument.indicators[key]
        answer: AnswerValue = None
        values = {"indicator": key, "made": f"{made:g}"}
        if (given := row.get("answer")) and given.text:
            answer, _ = self._parsed(indicator.parse(key, *given))
            if round(indicator.points_of(answer), 9) != round(made, 9):
                raise self._fault(
                    "answers-parts-contradiction", given.where, value=given.text, field="answer", **values
                )
        if (stated := row.get("points")) and stated.text:
            number, fault = indicator.parse_number(key, *stated)
            self._parsed((None, number, fault))
            if number is None or round(number, 9) != round(made, 9):
                fields = {"value": stated.text, "field": "points"}
                raise self._fault("answers-parts-contradiction", stated.where, **fields, **values)
        return answer, made if answer is None else None

    def _parsed(self, parsed: Parsed) -> tuple[AnswerValue, float | None]:
        answer, points, fault = parsed
        if fault:
            self.reading.problems.append(fault)
            if fault.severity == ERROR:
                raise _FaultyRowError
        return answer, points

    def _said(self, row: Row) -> tuple[Status | None, Row]:
        """Read a word for a status in the place of the answer: the row has no answer then."""
        given = row.get("answer")
        word = self.instrument.file.status_words.get(given.text) if given else None
        return (Status(word), {**row, "answer": Cell("", given.where)}) if given and word else (None, row)

    def _status(
        self, key: str, row: Row, answer: AnswerValue, points: float | None, said: Status | None = None
    ) -> Status:
        """Read the status; an option that has one, and a word in the place of the answer, may say the same and cannot
        have points beside it.
        """
        empty, status = answer is None and points is None, self._choice(row, "status", Status)
        meant = said or self.instrument.indicators[key].option_statuses.get(str(answer))
        if meant and points is not None:
            where = (row.get("points") or row["parts"]).where
            raise self._fault("answers-status-contradiction", where, status=meant, indicator=key)
        if said and status not in (None, said):
            raise self._fault("answers-status-words", row["status"].where, status=status, said=said, indicator=key)
        if meant and (said or status == meant):
            return said or Status.ANSWERED
        if status is None:
            return Status.MISSING if empty else Status.ANSWERED
        if empty and status is Status.ANSWERED:
            raise self._fault("answers-nothing-given", row["status"].where, indicator=key)
        if not empty and status is not Status.ANSWERED:
            raise self._fault("answers-status-contradiction", row["status"].where, status=status, indicator=key)
        return status

    def _choice(self, row: Row, name: str, kind: type[E]) -> E | None:
        cell = row.get(name)
        if cell is None or not cell.text:
            return None
        text, where = cell
        known = [str(each) for each in kind]
        if text not in known:
            raise self._fault(
                f"answers-{name}-unknown", where, value=text, known=listing(known), hint=hint(text, known)
            )
        return kind(text)

    def _fault(self, code: str, where: Location, **values: object) -> _FaultyRowError:
        self.report(code, where, **values)
        return _FaultyRowError()


def _texts(row: Row, *names: str) -> dict[str, str]:
    return {name: row[name].text if name in row else "" for name in names}
