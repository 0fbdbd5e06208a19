"""Units and periods as somebody types them: the code that a name, an alias or other capitals mean, said in a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyindex.answers.table import AnswerSet
    from policyindex.instruments.instrument import Instrument
    from policyindex.plugins.host import PluginHost
    from policyindex.problems import Problem
    from policyindex.scoring.result import Result
    from policyindex.units.scheme import Scheme


def unit_code(unit: str) -> str:
    """Give the code of a unit as typed, without the spaces around it.

    :raises WrongUseError: where it holds what would rewrite a terminal's screen
    """
    from policyindex.units.codes import code_of

    _refuse_control("unit", unit)
    return code_of(unit)[0]


def period_label(period: str, declared: Sequence[str] = ()) -> str:
    """Give the label of a period as typed; empty where nothing was.

    :raises WrongUseError: where it is none, or holds what would rewrite a terminal's screen
    """
    from policyindex.problems.errors import WrongUseError
    from policyindex.units.codes import composed, seen
    from policyindex.units.periods import EXPECTED, label_of

    _refuse_control("period", period)
    found = label_of(composed(seen(period)), declared)
    if period.strip() and found is None:
        raise WrongUseError(f"'{period}' is no period: it is {EXPECTED}")
    return found or ""


def _refuse_control(name: str, value: str) -> None:
    from policyindex.problems import CONTROL
    from policyindex.problems.errors import WrongUseError

    if CONTROL.search(value):
        raise WrongUseError(f"the {name} holds control characters: give its code")


def meant(unit: str, names: Mapping[str, str], scheme: Scheme) -> tuple[str, tuple[str, ...]]:
    """Give the code that a text means, with a note where it was written otherwise; what nobody knows stays.

    :param names: names by code of the units that can be meant
    """
    from policyindex.units.codes import found_code

    code = found_code(unit, names, scheme.also)
    if code is None or code == unit:
        return unit, ()
    return code, (f"note: the unit '{unit}' is read as {code}",)


def meant_of(unit: str, result: Result) -> tuple[str, tuple[str, ...]]:
    """Give the code of a unit that a result is about."""
    names = {code: result.unit_names.get(code, code) for code in result.panel.units}
    return meant(unit, names, result.scheme)


def meant_once(units: Iterable[str], result: Result) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the codes of units that a result is about, each once, with notes on those that were written otherwise."""
    read = [meant_of(unit, result) for unit in units]
    codes, more = once(code for code, _ in read)
    return codes, (*(note for _, notes in read for note in notes), *more)


def once(codes: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give each code once, with a note on each that was named more often."""
    named = list(codes)
    distinct = tuple(dict.fromkeys(named))
    repeated = (code for code in distinct if named.count(code) > 1)
    return distinct, tuple(f"note: the unit {code} is named more than once, and taken once" for code in repeated)


def known_period(period: str, result: Result) -> str:
    """Give the label of a period that there are answers of.

    :raises WrongUseError: where it is none, or nobody answered for it
    """
    found = period_label(period, result.instrument.periods)
    check_known("period", found, result.panel.periods, result)
    return found


def check_known(kind: str, name: str, known: Iterable[str], result: Result) -> None:
    """Raise WrongUseError for a unit or a period that there are no answers of."""
    from policyindex.problems import hint, listing
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.scoring import coded

    if name not in known:
        names = sorted(set(known), key=result.instrument.in_time if kind == "period" else None)
        raise WrongUseError(
            f"there are no answers of the {kind} '{name}'; there are some of: {listing(names, 80)}.{hint(coded(name, result), names)}"
        )


def among_units(result: Result, group: str, host: PluginHost) -> tuple[Result, tuple[Problem, ...]]:
    """Give the part of a result that is about the units of a group, by the group's name, and warnings on a study's.

    :raises WrongUseError: for a name that is no group's, or that two have
    :raises ProblemsFoundError: where none of the units is in the group
    """
    from policyindex.instruments.groups import find_group, group_problems
    from policyindex.scoring.among import among

    study = result.compared.study
    others = study.groups if study else ()
    found = find_group(group, host, result.instrument, (*result.instrument.unit_tables.groups, *others))
    return among(result, found), tuple(group_problems(result.instrument, host, others))


def unknown(
    unit: str, instrument: Instrument, names: Mapping[str, str], answers: AnswerSet, said: str = "--unit"
) -> list[Problem]:
    """Warn of a unit that the scheme does not know, or that is nearly the code of one that there are answers of.

    :param names: names by code of the scheme's units; empty: there is no scheme
    """
    from policyindex.answers.placing import after
    from policyindex.problems import Location, hint, problem

    units = answers.grid.units
    if unit in names or unit in units:
        return []
    if names and instrument.file.units:
        values = {"value": unit, "scheme": instrument.file.units.scheme, "hint": after(hint(unit, [*names, *units]))}
        return [problem("answers-unit-unknown", Location(said), **values)]
    close = hint(unit, units)
    return [problem("unit-nearly-known", Location(said), value=unit, hint=after(close))] if close else []
