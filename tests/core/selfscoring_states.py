"""An invented self-assessment with every rule that a self-scoring file can hold, and random states of any."""

from __future__ import annotations

import random

from policyindex import get_instrument, score
from policyindex.analysis.checklist import learn_from, todo, unread
from policyindex.answers.record import Answer, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import AtLeast, GradedCount, Indicator, SingleChoice, Tick
from policyindex.plugins.host import PluginHost
from policyindex.questionnaires.form import Questionnaire, questionnaire
from policyindex.questions.asked import AnswerValue
from policyindex.scoring.result import Result

HOSTILE = '</script><img src=x onerror="alert(1)"><!-- {data} =1+1 "quoted"'
EVERY_RULE = """\
format: 1
id: gardens
edition: "1"
title: Gardens of invented towns
by_shown: [bands]
self_assessment: true
facets: {place: {label: Place, values: {front: Front, back: Back}}}
indicators:
  open: {label: Open, question: Is it open?, kind: tick, points: 2}
  trees:
    label: Trees
    question: Which trees?
    kind: at_least
    at_least: 2
    sub_options: {oak: {text: Oak}, elm: {text: Elm}, yew: {text: Yew}}
  seats:
    label: Seats
    question: Which seats?
    kind: graded_count
    sub_options: {bench: {text: Bench}, chair: {text: Chair}, swing: {text: Swing}}
    grades: [{count: 0, points: 0}, {count: 1, points: 0.5}, {count: 3, points: 2.25}]
  water:
    label: Water
    question: Is there water?
    options:
      none: {points: 0, text: No water}
      tap: {points: 50, text: "A tap, \\"cold\\""}
      pond: {points: 100, text: A pond}
  size: {label: Size, question: How large?, kind: number, goalposts: {worst: 10, best: 60}, unit: m²}
  age: {label: Age, question: How old?, kind: number, thresholds: [{from: 5, points: 1}, {from: 20.5, points: 3}]}
  paths: {label: Paths, question: How many paths?, kind: number}
  lawn: {label: Lawn, question: Is there a lawn?, kind: tick, ask_per: [place]}
  name: {label: Name, question: Has it a name?, kind: tick, scored: false}
  fence:
    label: Fence
    question: Is there a fence?
    options:
      whole: {points: 3, text: All around}
      none: {points: 0, text: No fence}
      wall: {status: not_applicable, text: There is a wall}
      unknown: {status: missing, text: Nobody knows}
nodes:
  added: {label: Added, aggregator: sum, of: [open, trees, seats]}
  counted: {label: Counted, aggregator: count, parameters: {above: 0.5}, of: [open, trees, seats, age]}
  averaged: {label: Averaged, of: [open, seats, water], missing: zero, decimals: 2}
  weighed: {label: Weighed, aggregator: weighted_mean, weights: {water: 3, size: 1.5}, of: [water, size]}
  weighed_zero: {label: Weighed with zeros, aggregator: weighted_mean, weights: {water: 3, size: 1.5}, of: [water, size], missing: zero}
  together: {label: Together, aggregator: weighted_sum, weights: {age: 0.5, paths: 2, fence: 1}, of: [age, paths, fence], missing: propagate}
  least: {label: Least, aggregator: min, of: [water, size, paths], missing: zero}
  most: {label: Most, aggregator: max, of: [water, size], presence: all}
  lawns: {label: Lawns, of: ["lawn[front]", "lawn[back]"], min_coverage: 1, rescale: {from: {low: 0, high: 1}, to: {low: 1, high: 3}}}
  fenced: {label: Fenced, of: [fence], points: {whole: 10, none: 4, wall: 7, unknown: not_applicable}}
  kept:
    label: Kept
    of: [open, seats, fence]
    aggregator: decision_table
    cap: 90
    table:
      - {when: {open: "yes", seats: {at_least: 2}}, score: 100, note: Open with seats}
      - {when: {fence: [whole, wall]}, score: 60}
      - {when: {open: missing, seats: missing}, score: null}
      - {score: 10}
  large:
    label: Large
    of: [size, added]
    aggregator: decision_table
    table:
      - {when: {size: {above: 50}}, score: 60}
      - {when: {size: {at_most: 50}, added: {at_least: 1, below: 3}}, score: 40}
      - {score: 10}
  cared: {label: Cared for, of: [fenced, kept, large], missing: zero, decimals: 1}
  overall: {label: Overall, of: [added, counted, averaged, weighed, weighed_zero, least, lawns, cared]}
trees: {main: {label: Main, published: true, roots: [overall]}, side: {label: Side, roots: [together, most]}}
bands:
  overall:
    label: Overall
    applies_to: [overall]
    complete: true
    round: half_up
    bands:
      - {id: low, label: low, from: 0, to: 20, learn_from: [{unit: T1, label: Town One, see: "towns.example"}, {unit: T2, label: Town Two}]}
      - {id: high, label: high, from: 21, to: 100, learn_from: [{unit: T3, label: Town Three}]}
  averaged:
    label: Averaged
    applies_to: [averaged]
    bands: [{id: few, label: few, from: 0, to: 29.99}, {id: many, label: many, from: 30, to: 100}]
"""


def every_rule(host: PluginHost, folder: object) -> Instrument:
    from pathlib import Path

    path = Path(str(folder)) / "gardens.yaml"
    path.write_text(EVERY_RULE, encoding="utf-8")
    return get_instrument(path, host)


def some_value(indicator: Indicator, chance: random.Random) -> AnswerValue:
    """Give an answer that an indicator takes."""
    if isinstance(indicator, SingleChoice):
        return chance.choice(list(indicator.options))
    if isinstance(indicator, Tick):
        return chance.random() < 0.5
    if isinstance(indicator, AtLeast | GradedCount):
        return tuple(each for each in indicator.sub_options if chance.random() < 0.5)
    return chance.choice([-3.0, 0.0, 5.0, 12.5, 20.5, 47.25, 300.0])


def random_answers(instrument: Instrument, seed: int, unit: str = "T1", period: str = "2027") -> AnswerSet:
    """Answer at random: from nothing read to everything read, some questions left out."""
    chance = random.Random(seed)
    read, out = chance.choice([0.0, 0.3, 0.9, 1.0, 1.0]), chance.choice([0.0, 0.0, 0.2])
    answers = []
    for key, indicator in instrument.indicators.items():
        for instance in instrument.instances(key):
            if chance.random() < out:
                answers.append(Answer(unit, period, key, instance, status=Status.NOT_APPLICABLE))
            elif chance.random() < read:
                answers.append(Answer(unit, period, key, instance, some_value(indicator, chance)))
    return AnswerSet(answers)


def asked(instrument: Instrument, answers: AnswerSet, unit: str = "T1", period: str = "2027") -> Questionnaire:
    return questionnaire(instrument, unit, period, answers)


def engine(instrument: Instrument, answers: AnswerSet, host: PluginHost, unit: str = "T1") -> dict[str, object]:
    """What the engine says of one unit: per node score, answered, expected, band, learn-from, what the missing answers
    allow of an incomplete score; to do; unread.
    """
    empty = Answer(
        unit,
        "2027",
        next(iter(instrument.indicators)),
        next(iter(instrument.instances(next(iter(instrument.indicators))))),
        status=Status.MISSING,
    )
    result = score(instrument, answers if len(answers) else AnswerSet([empty]), host)
    roots = tuple(root for tree in instrument.trees.values() for root in tree.roots)
    return {
        "nodes": {node: _node(result, node) for node in result.plan.nodes},
        "todo": [each.indicator for each in todo(result, 0, roots)],
        "unread": [each.indicator for each in unread(result, 0, roots)],
    }


def _node(result: Result, node: str) -> list[object]:
    at = result.column(node)
    value = float(result.scores[0, at])
    ends = [float(end[0, at]) for end in result.allowed]
    found = [each.label for each in learn_from(result, 0, node)]
    return [
        None if value != value else value,
        int(result.answered[0, at]),
        int(result.expected[0, at]),
        result.band(0, at),
        found,
        [None if end != end else end for end in ends] if result.incomplete[0, at] else None,
    ]
