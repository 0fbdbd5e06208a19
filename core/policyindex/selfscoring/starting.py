"""What the start of a file counts to, by the engine itself: shown where nothing recalculates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from policyindex.answers.points import points_of
from policyindex.answers.record import LEFT_OUT, Answer, Cause, Status
from policyindex.answers.table import AnswerSet
from policyindex.instruments.columns import indicator_of
from policyindex.plugins.specs import Rules
from policyindex.questionnaires.form import Questionnaire
from policyindex.scoring.arrays import Array
from policyindex.scoring.engine import score
from policyindex.scoring.ranking import half_up
from policyindex.scoring.result import Result
from policyindex.scoring.thin import allowed, thin_alone
from policyindex.selfscoring.model import NodeRule, QuestionRule, SelfScoring, State
from policyindex.selfscoring.rule_tables import TableStart, start_of
from policyindex.studies.basket import Basket


@dataclass(frozen=True)
class NodeStart:
    """A node's score and what it rests on."""

    score: float | None
    answered: int
    """How many questions below it are."""
    expected: int
    """How many are asked."""
    covered: float
    """The weight of what is answered."""
    wanted: float
    """The weight of what is asked."""
    thin: bool
    """It rests on too little, whatever its parts do."""
    incomplete: bool
    least: float | None
    """The lowest score that the missing answers allow; None: nobody can say."""
    most: float | None
    gone: bool
    """It leaves the denominator."""
    end_gone: bool
    """It does so while the missing answers may be any."""


@dataclass(frozen=True)
class Start:
    """Points by question, and scores by node."""

    points: Mapping[str, float | None]
    nodes: Mapping[str, NodeStart]
    tables: Mapping[str, TableStart]
    """What the inputs of the nodes that are rule tables are."""


def answer_of(question: QuestionRule, state: State, unit: str, period: str) -> Answer:
    """Give a state as an answer."""
    status = Status(state.status)
    if status is Status.ANSWERED and state.answer is None and state.points is None:
        status = Status.MISSING
    cause = Cause(state.cause) if state.cause else None
    return Answer(unit, period, question.indicator, question.instance, state.answer, state.points, status, cause)


def counted(model: SelfScoring, states: Mapping[str, State], form: Questionnaire, rules: Rules) -> Start:
    """Score states by question."""
    answers = {
        each.id: answer_of(each, states[each.id], model.unit or "ZZ", model.period or "2000")
        for each in model.questions
    }
    head = form.instrument
    result = score(head, Basket(AnswerSet(answers.values())), rules)
    points = {
        key: _number(points_of(head.indicators[each.indicator], each)) if each.status is Status.ANSWERED else None
        for key, each in answers.items()
    }
    gone = {each.id: leaves(each, states[each.id]) for each in model.questions}
    weight = {key: (float(points[key] is not None), float(not gone[key])) for key in points}
    least, most = allowed(result.plan, result.panel, head, np.arange(1))
    thin = thin_alone(head, result.coverage, result.answered, result.expected)
    tables = _tables(result, points, gone, (least[0], most[0]))
    nodes, end_gone = {}, dict(gone)
    for rule in model.nodes:
        table = tables.get(rule.id)
        out, end_out = (all(each[child] for child in rule.children) for each in (gone, end_gone))
        gone[rule.id] = table.leaves or (out and not table.stands) if table else out
        end_gone[rule.id] = table.end_leaves or (end_out and not table.end_stands) if table else end_out
        at, parts = result.column(rule.id), [weight[child] for child in rule.children]
        weight[rule.id] = (_weighed(rule, (part for part, _ in parts)), _weighed(rule, (part for _, part in parts)))
        nodes[rule.id] = NodeStart(
            _number(result.scores[0, at]), int(result.answered[0, at]), int(result.expected[0, at]), *weight[rule.id],
            bool(thin[0, at]), bool(result.incomplete[0, at]),
            _number(least[0, at]) if rule.bounded else None, _number(most[0, at]) if rule.bounded else None,
            gone[rule.id], end_gone[rule.id],
        )  # fmt: skip
    return Start(points, nodes, tables)


def _tables(
    result: Result, points: Mapping[str, float | None], gone: Mapping[str, bool], ends: tuple[Array, Array]
) -> dict[str, TableStart]:
    """Look all rule tables up.

    :param gone: whether a question leaves the denominator; ``ends``: the lowest and the highest score of each node
    """
    columns, nodes = result.plan.columns, result.plan.nodes
    asked = [result.instrument.indicators[indicator_of(each)] for each in columns]
    values = np.concatenate([result.panel.values[0], result.scores[0]])
    missing = np.array([points[each] is None and not gone[each] for each in columns] + [False] * len(nodes))
    low, high = (
        np.concatenate(
            [np.where(missing[: len(columns)], [points for points, _ in end], result.panel.values[0]), scores]
        )
        for end, scores in zip(([each.worst() for each in asked], [each.best() for each in asked]), ends, strict=True)
    )
    codes = np.concatenate([result.panel.codes[0], np.zeros(len(nodes), dtype=np.int16)])
    places = {name: place for place, name in enumerate((*columns, *nodes))}
    found = {}
    for operation in result.plan.operations:
        if operation.lookup is not None:
            own = [places[child] for child in result.instrument.nodes[operation.node].children]
            found[operation.node] = start_of(
                operation.lookup, values[own], codes[own], missing[own], low[own], high[own]
            )
    return found


def _weighed(rule: NodeRule, parts: Iterable[float]) -> float:
    return sum(share * part for share, part in zip(rule.shares, parts, strict=True))


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def shown(score: float | None, decimals: int) -> float | None:
    """Round a score half up, as it is shown."""
    return None if score is None else float(half_up(np.array(score), decimals))


def is_left_out(state: State) -> bool:
    """Tell whether a question is left out instead of answered."""
    return state.status in LEFT_OUT


def leaves(question: QuestionRule, state: State) -> bool:
    """Tell whether a question leaves the denominator: left out, or by an option that means so."""
    chosen = state.answer if state.points is None else None
    return is_left_out(state) or any(question.choices[at - 1].code == chosen for at in question.leaving)


def is_unread(state: State) -> bool:
    """Tell whether nobody has read a question yet."""
    return not is_left_out(state) and state.answer is None and state.points is None


def is_todo(question: QuestionRule, points: float | None) -> bool:
    """Tell whether a question is answered, but not with the best answer."""
    return question.scored and points is not None and question.best is not None and points < question.best
