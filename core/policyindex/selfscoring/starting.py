"""What the start of a file counts to, by the engine itself: shown where nothing recalculates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from policyindex.answers.points import points_of
from policyindex.answers.record import LEFT_OUT, Answer, Cause, Status
from policyindex.answers.table import AnswerSet
from policyindex.plugins.specs import Rules
from policyindex.questionnaires.form import Questionnaire
from policyindex.scoring.engine import score
from policyindex.selfscoring.model import QuestionRule, SelfScoring, State
from policyindex.studies.basket import Basket


@dataclass(frozen=True)
class NodeStart:
    """A node's score and how many questions below it are answered and asked."""

    score: float | None
    answered: int
    expected: int


@dataclass(frozen=True)
class Start:
    """Points by question and scores by node."""

    points: Mapping[str, float | None]
    nodes: Mapping[str, NodeStart]


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
    result = score(form.instrument, Basket(AnswerSet(answers.values())), rules)
    nodes = {}
    for at, node in enumerate(result.plan.nodes):
        value = float(result.scores[0, at])
        reached = None if math.isnan(value) else value
        nodes[node] = NodeStart(reached, int(result.answered[0, at]), int(result.expected[0, at]))
    points = {
        key: points_of(form.instrument.indicators[each.indicator], each) if each.status is Status.ANSWERED else None
        for key, each in answers.items()
    }
    return Start(points, nodes)


def is_left_out(state: State) -> bool:
    """Tell whether a question leaves the denominator."""
    return state.status in LEFT_OUT


def is_unread(state: State) -> bool:
    """Tell whether nobody has read a question yet."""
    return not is_left_out(state) and state.answer is None and state.points is None


def is_todo(question: QuestionRule, points: float | None) -> bool:
    """Tell whether a question is answered, but not with the best answer."""
    return question.scored and points is not None and question.best is not None and points < question.best
