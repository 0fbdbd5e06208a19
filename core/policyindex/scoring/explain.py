"""Explaining a score: from the score down to each answer, with the rule that applied at every node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from policyindex.answers import joint, plans
from policyindex.answers.points import points_of
from policyindex.answers.record import STATUSES, Answer, Status
from policyindex.instruments.columns import indicator_of
from policyindex.instruments.inputs import told
from policyindex.instruments.instrument import ComposedNode
from policyindex.instruments.models import Indicator
from policyindex.instruments.models.nodes import LEFT_OUT
from policyindex.instruments.standards import behind, cited
from policyindex.locales import word, words
from policyindex.scoring.again import scored_again
from policyindex.scoring.arrays import Array, Codes
from policyindex.scoring.counted import counted_told
from policyindex.scoring.means import UNDEFINED
from policyindex.scoring.result import Result
from policyindex.scoring.tables import Lookup
from policyindex.scoring.weights import nominal_weights, weight_shares


@dataclass(frozen=True)
class Alternative:
    """What another option of a decision table's input would change."""

    option: str
    text: str
    node_score: float | None
    """The table's own score then."""
    asked_score: float | None
    """The score asked about then."""


class ExplainedPart(NamedTuple):
    """What one of several authorities answers."""

    territory: str
    answer: str
    """The code of the option, as files write it."""
    text: str
    """The text of the chosen option."""
    points: float
    share: float | None
    """How much of the whole it stands for, where that is stated."""
    reference: str


@dataclass(frozen=True)
class Explained:
    """A node or an answer, with what is below it."""

    id: str
    label: str
    score: float | None
    """A node's score, an answer's points."""
    weight: float | None
    """Nominal weight on the score asked about, by how much that rises with this; None: none can be stated."""
    rule: str
    band: str = ""
    answer: str = ""
    text: str = ""
    """The text of the chosen option, or what else the answer means."""
    question: str = ""
    status: str = ""
    comment: str = ""
    references: tuple[str, ...] = ()
    source: str = ""
    repeated: bool = False
    """Explained already, further up."""
    incomplete: bool = False
    """A node's score rests on too few answers for a rank, a band or a type."""
    coverage: float | None = None
    """The share of the weight below a node that is answered, of what is asked."""
    least: float | None = None
    """The lowest score that the missing answers allow, where it is incomplete."""
    most: float | None = None
    """The highest one."""
    not_applicable: float | None = None
    """The share of the questions below a node that were answered with "not applicable"."""
    imputed: int = 0
    """How many numbers below a node a step filled in; of an answer 1, if its own is."""
    decimals: int = 0
    """With how many decimals a node's score is shown."""
    share: float | None = None
    """Which share of the score asked about this decides, whatever scale it stands on; the nominal weight is that times
    the factor of the changes of scale between. None: a rule between does not divide its score."""
    standards: tuple[str, ...] = ()
    """The standards and sources that an answer's question names for its top option, one line each."""
    parts: tuple[ExplainedPart, ...] = ()
    """What each authority answers, where an answer is one of several."""
    alternatives: tuple[Alternative, ...] = ()
    children: tuple[Explained, ...] = field(default=())


class Explanation(NamedTuple):
    """Why the scores of one unit in one period are what they are."""

    unit: str
    period: str
    explained: tuple[Explained, ...]
    """A score each, with all that is below it."""


class _Explainer:
    """Walks down from one node of one row."""

    def __init__(self, result: Result, row: int, node: str) -> None:
        self.result, self.row, self.asked = result, row, node
        self.instrument, self.plan = result.instrument, result.plan
        self.weights = nominal_weights(self.instrument, self.plan, node)
        self.shares = weight_shares(self.instrument, self.plan, node)
        self.operations = {operation.node: operation for operation in self.plan.operations}
        self.seen: set[str] = set()

    def node(self, key: str) -> Explained:
        node, column = self.instrument.nodes[key], self.result.column(key)
        repeated = key in self.seen
        self.seen.add(key)
        table = self.operations[key].lookup is not None
        children = () if repeated else tuple(
            self.node(child) if child in self.instrument.nodes else self.answer(child, key if table else "")
            for child in node.children
        )  # fmt: skip
        return Explained(
            id=key,
            label=node.label,
            score=_number(self.result.scores[self.row, column]),
            weight=1.0 if key == self.asked else self.weights.get(key),
            share=1.0 if key == self.asked else self.shares.get(key),
            rule=self._rule(node, column),
            band=self.result.band(self.row, column),
            repeated=repeated,
            incomplete=bool(self.result.incomplete[self.row, column]),
            coverage=_number(self.result.coverage[self.row, column]),
            least=_number(self.result.allowed[0][self.row, column]),
            most=_number(self.result.allowed[1][self.row, column]),
            not_applicable=_number(self.result.not_applicable[self.row, column]),
            imputed=int(self.result.imputed[self.row, column]),
            decimals=self.instrument.decimals(key),
            children=children,
        )

    def answer(self, column: str, table: str) -> Explained:
        key = indicator_of(column)
        indicator, at = self.instrument.indicators[key], self.plan.columns.index(column)
        given = self.result.panel.given.get((self.row, at))
        status = STATUSES[self.result.panel.status[self.row, at]]
        meant = indicator.option_statuses.get(str(given.answer)) if given and given.status is Status.ANSWERED else None
        shown = given is not None and (status is Status.ANSWERED or status == meant)
        answer, text = described(indicator, given, self.instrument.language) if given and shown else ("", "")
        return Explained(
            id=column,
            label=self.instrument.label(column),
            score=_number(self.result.panel.values[self.row, at]),
            weight=self.weights.get(column),
            share=self.shares.get(column),
            rule="; ".join(
                self._answer_rules(
                    at,
                    given=given if given is not None and status is Status.ANSWERED else None,
                    same=given is not None and shown and indicator.is_default(given.answer),
                    meant=str(status) if shown and status is not Status.ANSWERED else "",
                )
            ),
            answer=answer,
            text=text,
            question=indicator.question,
            status=str(status),
            comment=plans.written(given.comment, given.plan) if given else "",
            references=given.references if given else (),
            source=given.source if given else "",
            imputed=int(self.result.ready.imputed[self.row, at]),
            standards=tuple(
                cited(each, self.instrument.language) for each in behind(self.instrument, indicator.top_backing)
            ),
            parts=tuple(self._parts(key, given)) if given and shown else (),
            alternatives=self._alternatives(table, column, indicator) if table and indicator.option_points else (),
        )

    def _parts(self, key: str, given: Answer) -> Iterator[ExplainedPart]:
        indicator = self.instrument.indicators[key]
        for part in given.parts:
            value = joint.option_value(indicator, part)
            text, points = indicator.in_words(value, self.instrument.language), indicator.points_of(value)
            yield ExplainedPart(part.territory, part.option, text, points, part.share, str(part.reference))

    def _word(self, key: str, **values: object) -> str:
        return word(f"rule.{key}", self.instrument.language, **values)

    def _aggregator(self, name: str) -> str:
        """Give the name of a rule; a plugin's as it is."""
        return words(self.instrument.language).get(f"rule.{name}", name.replace("_", " "))

    def _rule(self, node: ComposedNode, column: int) -> str:
        rule, lookup = node.rule, self.operations[node.id].lookup
        parts = [self._aggregator(rule.aggregator)]
        if lookup is not None:
            parts = [self._table(node, lookup, column)]
        elif rule.weights:
            stated = ", ".join(f"{child} {weight:f}" for child, weight in rule.weights.items())
            parts.append(self._word("weights", weights=stated))
        parts += [f"{name} {value:f}" for name, value in rule.parameters.items()]
        if rule.aggregator in UNDEFINED:
            given = np.array([[self._value(child)] for child in node.children])
            undefined = UNDEFINED[rule.aggregator](given, self.operations[node.id]).any()
            parts += [self._word("undefined")] * bool(undefined)
        row_, answered, expected = self.row, self.result.answered, self.result.expected
        if answered[row_, column] < expected[row_, column]:
            values = {"answered": answered[row_, column], "total": expected[row_, column]}
            parts.append(self._word("gaps", **values, missing=self._word(f"missing_{rule.missing}")))
        if rule.missing == "skip" and rule.aggregator in LEFT_OUT and not np.isnan(self.result.scores[row_, column]):
            left = sum(np.isnan(self._value(child)) for child in node.children)
            values = {"count": left, "total": len(node.children), "neutral": LEFT_OUT[rule.aggregator]}
            parts += [self._word("left_out", **values)] * bool(left)
        if self.result.imputed[row_, column]:
            parts.append(self._word("imputed_below", count=self.result.imputed[row_, column]))
        if self.result.incomplete[self.row, column]:
            share = f"{self.result.coverage[self.row, column]:.0%}"
            values = {"answered": answered[row_, column], "total": expected[row_, column]}
            parts.append(self._word("incomplete", share=share, **values))
        if not rule.is_collected(self.result.panel.periods[self.row]):
            parts.append(self._word("not_collected"))
        if rule.min_coverage is not None:
            parts.append(self._word("min_coverage", share=f"{float(rule.min_coverage):.0%}"))
        if rule.presence == "all":
            parts.append(self._word("every_part"))
        if rule.rescale:
            source, target = rule.rescale.from_, rule.rescale.to
            bounds = {"low": source.low, "high": source.high, "to_low": target.low, "to_high": target.high}
            parts.append(self._word("rescale", **{key: f"{value:f}" for key, value in bounds.items()}))
        for name, limit in (("floor", rule.floor), ("cap", rule.cap)):
            if limit is not None:
                parts.append(self._word(name, limit=f"{limit:f}"))
        return "; ".join(parts)

    def _table(self, node: ComposedNode, lookup: Lookup, column: int) -> str:
        """Name the row that decided, with its conditions as they are written, and what was found."""
        values, codes = self._inputs(node)
        score, row, names = lookup.case(values, codes)
        found = [
            f"{child}={name if asked.limits is None or np.isnan(value) else f'{value:g}'}"
            for child, asked, value, name in zip(node.children, lookup.inputs, values.tolist(), names, strict=True)
        ]
        case, when = ", ".join(found), told(node.table[row].when, self.instrument.language)
        scored = self._word("no_score") if np.isnan(score) else f"{score:g}"
        if not self.result.answered[self.row, column] and np.isnan(self.result.scores[self.row, column]):
            scored = self._word("nothing_below")
        said = "table" if when.replace(" ", "=") == case.replace(" ", "=") else "table_when"  # not twice the same
        text = self._word(said, row=row + 1, rows=len(node.table), when=when, case=case, score=scored)
        return text + (f" ({node.table[row].note})" if node.table[row].note else "")

    def _answer_rules(self, at: int, *, given: Answer | None, same: bool, meant: str) -> Iterator[str]:
        """Say what else is to know of an answer: that it is the default, that its option has a status, how its number
        became points, and how steps prepared these.
        """
        if same:
            yield self._word("default")
        if meant:
            yield self._word(f"option_{meant}")
        if given is not None and given.answer is not None and given.points is None:
            yield from counted_told(self.result, self.row, self.plan.columns[at], given.answer)
        if given is not None and given.parts:
            key = indicator_of(self.plan.columns[at])
            counted = joint.told(self.instrument, key, given.parts)
            rule = self.instrument.authorities(key)
            yield self._word(f"authorities_{rule}", count=len(given.parts), counted=counted)
        for step, after in zip(self.plan.steps, self.result.ready.after, strict=True):
            for index, value in zip(step.columns, after[self.row].tolist(), strict=True):
                if index == at:
                    yield self._word("step", step=step.spec.name, value="-" if np.isnan(value) else f"{value:g}")
        if self.result.ready.imputed[self.row, at]:
            yield self._word("imputed")

    def _inputs(self, node: ComposedNode) -> tuple[Array, Codes]:
        """Give the numbers and the codes of a table's inputs."""
        panel, row = self.result.panel, self.row
        values, codes = np.empty(len(node.children)), np.zeros(len(node.children), dtype=np.int16)
        for at, child in enumerate(node.children):
            values[at] = self._value(child)
            if child not in self.instrument.nodes:
                codes[at] = panel.codes[row, self.plan.columns.index(child)]
        return values, codes

    def _value(self, child: str) -> float:
        """Give the number that a child brings into its node; NaN: none."""
        if child in self.instrument.nodes:
            return float(self.result.scores[self.row, self.result.column(child)])
        return float(self.result.ready.values[self.row, self.plan.columns.index(child)])

    def _alternatives(self, table: str, column: str, indicator: Indicator) -> tuple[Alternative, ...]:
        """Score the row again with each other option of one input."""
        chosen = self.result.panel.codes[self.row, self.plan.columns.index(column)]
        options = [key for code, key in enumerate(indicator.choices) if code != chosen]
        scores = scored_again(self.result, self.row, [{column: key} for key in options])
        nodes = self.result.column(table), self.result.column(self.asked)
        return tuple(
            Alternative(
                key,
                indicator.choices[key],
                _number(scores[index, nodes[0]]),
                _number(scores[index, nodes[1]]),
            )
            for index, key in enumerate(options)
        )


def explain(result: Result, unit: str, period: str | float, node: str = "", tree: str = "") -> tuple[Explained, ...]:
    """Explain scores of a unit in a period, down to the answers.

    :param node: the node asked about
    :param tree: without a node: explain each root of this tree; without both: the published tree's first root
    :raises WrongUseError: for a unit, period, node or tree that is not there
    """
    row = result.row(unit, period)
    roots = (node,) if node else result.roots(tree or result.instrument.published_tree)[: None if tree else 1]
    for each in roots:
        result.column(each)
    return tuple(_Explainer(result, row, each).node(each) for each in roots)


def described(indicator: Indicator, answer: Answer, language: str) -> tuple[str, str]:
    """Give an answer and its meaning in words."""
    if answer.answer is None:
        points = points_of(indicator, answer)
        shown = word("points_stated", language, points=f"{points:g}")
        if answer.parts:
            return shown, word("points_of_authorities", language, count=len(answer.parts))
        return shown, indicator.points_described(points, language)
    shown, meaning = indicator.described(answer.answer, language)
    overridden = f"({word('points_overridden', language)})" if answer.points is not None else ""
    return shown, f"{meaning} {overridden}".strip()


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(round(value, 9))
