"""Answers of several authorities for one instrument: what is wrong with their parts, and the points that they make."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policyindex.answers.authorities import SHARES_OFF, Part, joint_points, joint_told
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.locales import ENGLISH
from policyindex.problems import ERROR, Location, Problem, listing, problem
from policyindex.questions.asked import AnswerValue, Takes
from policyindex.questions.written import text_of


class Joint(NamedTuple):
    """Parts as they were read, and what they make."""

    parts: tuple[Part, ...]
    points: float | None
    """None: they make none, for the reasons among the problems."""
    problems: tuple[Problem, ...] = ()


def joint(instrument: Instrument, key: str, parts: Sequence[Part], where: Location) -> Joint:
    """Check the parts of an answer to a question and count them; all faults are given, each with the same place."""
    indicator, rule = instrument.indicators[key], instrument.authorities(key)
    if indicator.takes is Takes.NUMBER:
        return Joint(tuple(parts), None, (problem("answers-parts-number", where, indicator=key),))
    if not rule:
        values = {"indicator": key, "instrument": instrument.reference}
        return Joint(tuple(parts), None, (problem("answers-parts-rule", where, **values),))
    found = list(_faults(key, parts, rule, where))
    read: list[Part] = []
    points: list[float] = []
    for part in parts:
        value, _, fault = indicator.parse(key, indicator.written(part.option, ENGLISH), where)
        found += [fault] if fault else []
        if value is None:
            continue
        read.append(part._replace(option=option_text(value)))
        points.append(indicator.points_of(value))
        if math.isnan(points[-1]):
            values = {"value": part.option, "territory": part.territory, "indicator": key}
            found.append(problem("answers-parts-status", where, **values))
    if any(each.severity == ERROR for each in found):
        return Joint(tuple(parts), None, tuple(found))
    return Joint(tuple(read), joint_points(rule, points, [each.share for each in read]), tuple(found))


def _faults(key: str, parts: Sequence[Part], rule: str, where: Location) -> Iterable[Problem]:
    """Find what is wrong with territories and shares, whatever the options are."""
    if len(parts) == 1:
        yield problem("answers-parts-one", where, indicator=key, territory=parts[0].territory)
    names = [each.territory.casefold() for each in parts]
    for name in dict.fromkeys(name for place, name in enumerate(names) if name in names[:place]):
        territory = parts[names.index(name)].territory
        yield problem("answers-parts-territory", where, indicator=key, value=territory, count=names.count(name))
    outside = [each for each in parts if each.share is not None and not 0 < each.share <= 1]
    for part in outside:
        yield problem("answers-parts-share", where, value=text_of(part.share), territory=part.territory, indicator=key)
    without = [each.territory for each in parts if each.share is None]
    if without and rule == "share":
        yield problem("answers-parts-share-missing", where, indicator=key, territories=listing(without))
    whole = math.fsum(each.share or 0 for each in parts)
    if not (without or outside) and abs(whole - 1) > SHARES_OFF + 1e-9:
        yield problem("answers-parts-shares", where, indicator=key, value=f"{whole:g}")


def option_text(value: AnswerValue) -> str:
    """Write what one authority answers: sub-options with commas between them, as semicolons part authorities."""
    return text_of(value).replace("; ", ", ")


def option_value(indicator: Indicator, part: Part) -> AnswerValue:
    """Give what one authority answers; None where the question has no such answer."""
    return indicator.parse("", indicator.written(part.option, ENGLISH), Location())[0]


def told(instrument: Instrument, key: str, parts: Sequence[Part]) -> str:
    """Write out how the parts make the points: ``(100 + 50) / 2 = 75``."""
    indicator = instrument.indicators[key]
    points = [indicator.points_of(option_value(indicator, each)) for each in parts]
    return joint_told(instrument.authorities(key), points, [each.share for each in parts])
