"""Units of context files by the codes of a result: other spellings are read, and what nobody knows is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyindex.analysis.context.evidence import Evidence, told
from policyindex.answers.placing import after
from policyindex.problems import Location, Problem, errors_in, hint, ordered, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.result import Result
from policyindex.studies.context.models import Series
from policyindex.studies.context.reading import Context, Value
from policyindex.units.codes import found_code

NAMED = 5
"""Codes that a note names."""


@dataclass(frozen=True)
class Gathered:
    """What several context files bring, by the codes of a result."""

    series: Mapping[str, Series]
    values: Mapping[str, Sequence[Value]]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]
    warnings: tuple[Problem, ...]


def gathered(contexts: Iterable[Context], result: Result) -> Gathered:
    """Bring context files together.

    :raises ProblemsFoundError: where two series have one id, or two rows of a series turn out to be of one unit
    """
    series: dict[str, Series] = {}
    values: dict[str, list[Value]] = {}
    first: dict[str, Location] = {}
    evidence, notes, problems = list[Evidence](), list[str](), list[Problem]()
    for context in contexts:
        problems += context.warnings
        codes = _Codes(result)
        for key, each in context.file.series.items():
            where = context.places.of_key("series", key)
            if key in series:
                problems.append(problem("context-series-twice", where, value=key, first=first[key].render()))
                continue
            series[key], first[key] = each, where
            values[key] = list(_read(context.values[key], codes, problems))
        for name, records in context.file.records.items():
            for at, record in enumerate(records):
                code = codes.of(record.unit, context.places.at(name, at, "unit"))
                evidence += [told(record, code)] if code else []
        notes += codes.notes(context.file.context)
        problems += codes.problems
    if errors_in(problems):
        raise ProblemsFoundError(ordered(problems))
    return Gathered(series, values, tuple(evidence), tuple(notes), tuple(ordered(problems)))


def _read(values: Iterable[Value], codes: _Codes, problems: list[Problem]) -> Iterator[Value]:
    """Give values by the codes of the result; two spellings of one unit are a problem."""
    seen: dict[tuple[str, str], Value] = {}
    for each in values:
        code = codes.of(each.unit, each.where)
        if not code:
            continue
        first = seen.setdefault((code, each.period), each)
        if first is not each:
            unit = code if each.unit == code else f"{each.unit} ({code})"
            names = {"unit": unit, "period": each.period, "first": first.where.render()}
            problems.append(problem("context-row-twice", each.where, **names))
        else:
            yield each._replace(unit=code)


class _Codes:
    """Reads codes, and remembers what was written otherwise or is unknown."""

    def __init__(self, result: Result) -> None:
        self._scheme, self._units = result.scheme, set(result.panel.units)
        self._names = {code: result.unit_names.get(code, code) for code in result.panel.units}
        self._found: dict[str, str | None] = {}
        self.problems: list[Problem] = []

    def of(self, text: str, where: Location) -> str | None:
        """Give the code that a text means; None: the scheme has no such unit."""
        if text not in self._found:
            self._found[text] = self._code(text)
            if self._found[text] is None:
                close = after(hint(text, self._scheme.names))
                values = {"value": text, "scheme": self._scheme.id, "hint": close}
                self.problems.append(problem("context-unit-unknown", where, **values))
        return self._found[text]

    def _code(self, text: str) -> str | None:
        if text in self._units:
            return text
        if self._scheme.names:
            return self._scheme.code(text) or found_code(text, self._names)
        return found_code(text, self._names, self._scheme.also) or text

    def notes(self, name: str) -> Iterator[str]:
        """Say which units were written otherwise."""
        other = [f"{text} as {code}" for text, code in self._found.items() if code not in (None, text)]
        if other:
            more = f" and {len(other) - NAMED} more" * (len(other) > NAMED)
            yield f"note: {name}: units are read by other codes: {', '.join(other[:NAMED])}{more}"
