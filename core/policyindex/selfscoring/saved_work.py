"""The work that a self-scoring page saves as JSON: whose it is, and the state of each question."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policyindex.answers.plans import plan_of
from policyindex.answers.reading import Cell, Reading, RowReader
from policyindex.answers.record import LEFT_OUT, Status
from policyindex.files.text import decode
from policyindex.instruments.columns import Column
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, hint, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.written import NONE, text_of
from policyindex.selfscoring.origin import MARK
from policyindex.selfscoring.who import who

_TEXTS = ("cause", "comment", "references", "owner", "due", "status")
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class SavedWork:
    """What a page saved; nothing of it is believed but what somebody filled in."""

    name: str
    reference: str
    scoring_hash: str
    unit: str
    unit_name: str
    period: str
    states: Mapping[str, Any]

    @classmethod
    def parse(cls, data: bytes, name: str) -> SavedWork:
        """Read a file; ``name`` stands for it in problems.

        :raises ProblemsFoundError: where a page has saved no such file
        """
        text, _ = decode(data, name)
        try:
            found = json.loads(text)
            said = {key: found[key] for key in ("reference", "scoring_hash", "unit", "unit_name", "period")}
            known = found["format"] == MARK and isinstance(found["states"], dict)
            if not known or not all(isinstance(each, str) and not _HALF.search(each) for each in said.values()):
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            reason = "it is not the work that a self-scoring page saved"
            raise ProblemsFoundError([problem("questionnaire-not-one", Location(name), reason=reason)]) from None
        return cls(name=name, states=found["states"], **said)

    def is_carried(self, column: str) -> bool:
        """Tell whether an answer is the last round's, and nobody has confirmed it."""
        return self.states[column].get("carried") is True

    def read(self, instrument: Instrument) -> tuple[Reading, str, str]:
        """Read the answers; gives the unit and the period as well.

        :raises ProblemsFoundError: where nobody can say whose they are
        """
        reader, where = RowReader(instrument), Location(self.name)
        name, unit, period = (Cell(each.strip(), where) for each in (self.unit_name, self.unit, self.period))
        unit_read, period_read = who(name, unit, period, reader)
        columns = {
            Column(key, each).name: (key, each) for key in instrument.indicators for each in instrument.instances(key)
        }
        for column, state in self.states.items():
            place = Location(f"{self.name} [{column}]")
            if column not in columns:
                values = {"value": column, "instrument": instrument.reference, "hint": hint(column, columns)}
                reader.report("questionnaire-question-unknown", where, **values)
            elif fault := _fault(state):
                reader.report("answers-json-shape", place, found=fault, expected=f"what a page saves of '{column}'")
            elif fields := _fields(state):
                asked = dict(zip(("indicator", "instance"), columns[column], strict=True))
                row = {"unit": unit_read, "period": period_read, **asked, **fields}
                reader.read({field: Cell(text, place) for field, text in row.items()})
        return reader.reading, unit_read, period_read


def _fault(state: Any) -> str:
    """Say what is no state of a question; empty: it is one."""
    if not isinstance(state, dict):
        return "something else"
    answer, points = state.get("answer"), state.get("points")
    single = answer is None or isinstance(answer, bool | int | float | str)
    if not single and not (isinstance(answer, list) and all(isinstance(each, str) for each in answer)):
        return "an answer that is none"
    if isinstance(points, bool) or not (points is None or isinstance(points, int | float)):
        return "points that are no number"
    texts = [state.get(each, "") for each in _TEXTS]
    if not all(isinstance(each, str) and not _HALF.search(each) for each in (*texts, str(answer))):
        return "a text that is none"
    return ""


def _fields(state: Mapping[str, Any]) -> dict[str, str]:
    """Give the fields of an answer as files have them; none where nothing is said."""
    answer, points, out = state.get("answer"), state.get("points"), state.get("status") in LEFT_OUT
    texts = {name: state.get(name, "") for name in ("cause", "comment", "references")}
    plan = plan_of(state.get("owner", ""), state.get("due", ""))
    unread = not out and answer is None and points is None
    if unread and not (texts["comment"] or texts["references"] or plan):
        return {}
    written = "; ".join(answer) or NONE if isinstance(answer, list) else "" if answer is None else text_of(answer)
    return {
        **texts,
        "cause": "" if unread else texts["cause"],
        "answer": "" if out else written,
        "points": "" if out or points is None else text_of(float(points)),
        "status": state["status"] if out else Status.MISSING if unread else "",
        "plan": plan.text if plan else "",
    }
