"""Checks that need a plan: parts of a mean reach the same highest score, targets and benchmarks can be reached."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal

from policyindex.instruments.checks.classification import step_of
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.specs import Rules
from policyindex.problems import Problem, listing, problem
from policyindex.questions.asked import Takes
from policyindex.questions.scales import FULL
from policyindex.scoring.classify import scale_of
from policyindex.scoring.extent import reach_of
from policyindex.scoring.means import check_means
from policyindex.scoring.strategies import compile_plan

TOLERANCE = 1e-9
MEANS = ("mean", "weighted_mean", "median", "geometric_mean", "harmonic_mean", "power_mean")


def check_ranges(instrument: Instrument, rules: Rules) -> list[Problem]:
    """Warn of means over parts of different reach, such as a tick worth 1 beside options worth 100, and of scores to
    reach that no answers give.
    """
    if instrument.file.steps:
        return list(check_means(instrument, rules))
    plan = compile_plan(instrument, rules)
    least, top = (dict(zip(plan.nodes, each.tolist(), strict=True)) for each in reach_of(instrument, plan))
    found = [*_out_of_reach(instrument, top), *_bands(instrument, least, top)]
    for key, node in instrument.nodes.items():
        if node.rule.aggregator not in MEANS:
            continue
        reach = {
            child: top[child] if child in top else instrument.indicators[indicator_of(child)].best()[0]
            for child in node.children
        }
        known = {child: most for child, most in reach.items() if not math.isnan(most)}
        for child in reach if FULL in known.values() else ():
            if (
                child not in known
                and child in instrument.indicators
                and instrument.indicators[child].takes is Takes.NUMBER
                and not instrument.indicators[child].groups
            ):
                where = instrument.places.of_key("indicators", child)
                found.append(problem("number-as-it-is", where, node=key, indicator=child))
        if len(set(known.values())) > 1:
            parts = listing(f"{child} {most:g}" for child, most in known.items())
            where = instrument.places.of_key("nodes", key)
            found.append(problem("ranges-differ", where, node=key, parts=parts))
    return found


def _bands(instrument: Instrument, least: Mapping[str, float], top: Mapping[str, float]) -> Iterator[Problem]:
    """Compare bands with the lowest and the highest score of the nodes that they apply to."""
    for name, scale in instrument.file.bands.items():
        low, high = min(float(each.from_) for each in scale.bands), max(float(each.to) for each in scale.bands)
        room = max(float(step_of(scale, instrument.file)) / 2, TOLERANCE)
        short = [
            f"{node} ({least[node]:g} to {top[node]:g})"
            for node in instrument.nodes
            if scale_of(instrument, node) is scale and (least[node] < low - room or top[node] > high + room)
        ]
        if short:
            values = {"scale": name, "low": f"{low:g}", "high": f"{high:g}", "nodes": listing(short)}
            yield problem("bands-short", instrument.places.at("bands", name, "bands"), **values)


def _out_of_reach(instrument: Instrument, top: Mapping[str, float]) -> Iterator[Problem]:
    """Compare targets and benchmarks with the highest score of what they are of."""
    file = instrument.file
    wanted: list[tuple[str, Decimal, tuple[str | int, ...]]] = [
        (each.node, each.score, ("targets", index, "score")) for index, each in enumerate(file.targets)
    ]
    for key, mark in (file.implementation.benchmarks if file.implementation else {}).items():
        if mark.score is not None:
            wanted.append((mark.of, mark.score, ("implementation", "benchmarks", key, "score")))
    for of, score, path in wanted:
        most = top[of] if of in top else instrument.indicators[of].best()[0]
        if float(score) > most + TOLERANCE:
            values = {"of": of, "score": f"{score:f}", "most": f"{most:g}"}
            yield problem("score-out-of-reach", instrument.places.at(*path), **values)
