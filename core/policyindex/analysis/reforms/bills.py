"""Reform files tried on the answers at hand: whom they are about, whether they fit, what they were computed on."""

from __future__ import annotations

from typing import NamedTuple

from policyindex.analysis.reforms.reading_reforms import fitting, unchangeable
from policyindex.analysis.reforms.reform import Reform
from policyindex.analysis.reforms.whatif import Bill
from policyindex.files.yaml_text import yaml_of
from policyindex.instruments.hashing import scoring_hash
from policyindex.problems import Problem, errors_in, hint, listing, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.result import Result
from policyindex.studies.reform import ComputedOn, ReadReform
from policyindex.units.codes import composed
from policyindex.units.periods import label_of

_HEAD = """\
# A reform to try with: policyindex whatif {reference} --reform FILE
# Give it a title, its stage (tabled, adopted or in_force), and the article that makes each answer so.
"""


class Tried(NamedTuple):
    """A reform file on the answers at hand."""

    row: int
    bill: Bill
    reforms: tuple[Reform, ...]
    warnings: tuple[Problem, ...]


def basis_of(result: Result) -> ComputedOn:
    """Give the hashes of what effects are computed on."""
    return ComputedOn(rules=scoring_hash(result.instrument), answers=result.compared.answers.hash)


def on_answers(read: ReadReform, result: Result) -> Tried:
    """Find the row that a reform file is about, and check that its answers can be changed there.

    :raises ProblemsFoundError: with every fault at its place in the file
    """
    file, places, panel = read.file, read.places, result.panel
    found: list[Problem] = list(read.warnings)
    unit, period = composed(file.unit), label_of(composed(file.period), result.instrument.periods) or file.period
    own = {panel.periods[row]: row for row, each in enumerate(panel.units) if each == unit}
    if not own:
        known = sorted(set(panel.units))
        values = {"value": unit, "known": listing(known, 80), "hint": hint(unit, known)}
        raise ProblemsFoundError([*found, problem("reform-unit-unknown", places.at("unit"), **values)])
    if period not in own:
        values = {"value": period, "unit": unit, "known": listing(sorted(own, key=result.instrument.in_time), 40)}
        raise ProblemsFoundError([*found, problem("reform-period-unknown", places.at("period"), **values)])
    reforms = []
    for column, answer in read.answers.items():
        where, new = places.at("answers", column, "answer"), file.answers[column]
        found += unchangeable(column, result, where, numbers=True)
        reforms.append((Reform(column, answer, new.reference, new.comment), where))
    if errors_in(found):
        raise ProblemsFoundError(found)
    found += fitting(result, own[period], reforms)
    if file.computed_on is not None:
        now = basis_of(result)
        changed = [name for name in ("rules", "answers") if getattr(file.computed_on, name) != getattr(now, name)]
        if changed:
            values = {"value": file.reform, "changed": " and ".join(changed)}
            found.append(problem("reform-other-basis", places.at("computed_on", changed[0]), **values))
    bill = Bill(file.reform, file.title, file.stage.replace("_", " "), file.date)
    return Tried(own[period], bill, tuple(each for each, _ in reforms), tuple(found))


def bill_yaml(result: Result, row: int, reforms: tuple[Reform, ...], name: str) -> str:
    """Write reforms of a row as a reform file, with the hashes of what they were computed on."""
    unit = result.panel.units[row]
    answers = {
        each.column: {"answer": each.answer if isinstance(each.answer, bool) else list(each.answer)
        if isinstance(each.answer, tuple) else each.answer, "reference": each.reference}
        for each in reforms
    }  # fmt: skip
    data = {
        "format": 1,
        "reform": name,
        "title": f"Reform of {result.unit_names.get(unit, unit)}",
        "instrument": f"{result.instrument.id}@{result.instrument.edition}",
        "unit": unit,
        "period": result.panel.periods[row],
        "stage": "tabled",
        "answers": answers,
        "computed_on": basis_of(result).model_dump(),
    }
    return yaml_of(data, _HEAD.format(reference=result.instrument.reference))
