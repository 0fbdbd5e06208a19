"""Reducing a questionnaire to a self-scoring model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from policyindex.answers.record import LEFT_OUT, Status
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.plugins.specs import Rules
from policyindex.questionnaires.form import Item, Questionnaire, dividing_nodes
from policyindex.questionnaires.wording import standards_in_words
from policyindex.scoring.classify import scale_of
from policyindex.scoring.extent import highest
from policyindex.scoring.plan import Operation
from policyindex.scoring.ranking import limit_of
from policyindex.scoring.rules import falling_by
from policyindex.scoring.strategies import plan_of
from policyindex.scoring.thin import parts_of, shares_of
from policyindex.selfscoring.model import (
    Band,
    Choice,
    Group,
    NodeRule,
    QuestionRule,
    Region,
    Scale,
    Section,
    SelfScoring,
    State,
)
from policyindex.selfscoring.refusals import check_kind, check_tables
from policyindex.selfscoring.rule_tables import table_of


def self_scoring(form: Questionnaire, rules: Rules) -> SelfScoring:
    """Reduce a questionnaire.

    :raises WrongUseError: for an instrument that is no self-assessment, or one with a rule that such a file lacks
    """
    head = form.instrument
    check_kind(form, rules)
    plan = plan_of(head, rules)
    check_tables(head, plan)
    tops = dict(zip(plan.nodes, highest(head, plan), strict=True))
    shares = {each.node: tuple(map(float, shares_of(each))) for each in plan.operations}
    headlines = _headlines(head)
    falling = {operation.node for operation in plan.operations if _may_fall(operation)}
    begun = any(item.given for item in form.items)
    return SelfScoring(
        reference=head.reference,
        scoring_hash=form.scoring_hash,
        language=head.language,
        unreviewed=head.unreviewed,
        title=head.file.title,
        description=head.file.description,
        citation=head.file.citation,
        unit=form.unit,
        unit_name=form.unit_name,
        period=form.period,
        last_period=form.last_period,
        questions=tuple(_question(head, item, number, begun=begun) for number, item in enumerate(form.numbered(), 1)),
        nodes=tuple(
            _node(
                head,
                each,
                form.unit,
                tops[each.node],
                shares[each.node],
                headline=each.node in headlines,
                bounded=falling.isdisjoint(below for below, _ in head.below((each.node,))),
            )
            for each in plan.operations
        ),
        coverage=float(head.rank_coverage),
        roots=head.trees[head.published_tree].roots,
        headlines=headlines,
        sections=_sections(form),
    )


def _question(head: Instrument, item: Item, number: int, *, begun: bool) -> QuestionRule:
    """A round that nobody has begun opens with the last round's answers."""
    each = item.indicator
    first = item.given if begun or item.given else item.previous
    start = State.of(first)
    if first is item.previous:
        start = replace(start, cause="", source="", carried=first is not None and first.status is not Status.MISSING)
    found = {Status.NOT_APPLICABLE, start.status, item.previous.status if item.previous else ""}
    best, worst = each.best()[0], each.worst()[0]
    help_ = "\n".join(filter(None, (each.help, standards_in_words(head, each.top_backing))))
    return QuestionRule(
        item.id, item.key, item.instance, item.label, each.question, help_, each.todo or item.label,
        each.kind, each.scored, number, tuple(each for each in LEFT_OUT if each in found), start, State.of(item.previous) if item.previous else None,
        choices=tuple(_choice(each, code, text) for code, text in each.choices.items()),
        best=None if np.isnan(best) else best,
        worst=None if np.isnan(worst) else worst,
        **each.rule()._asdict(),
    )  # fmt: skip


def _choice(indicator: Indicator, code: str, text: str) -> Choice:
    if code in indicator.option_statuses:
        return Choice(code, text, None, indicator.option_statuses[code])
    return Choice(code, text, float(indicator.option_points.get(code, 0)))


def _node(
    head: Instrument,
    operation: Operation,
    unit: str,
    top: float,
    shares: tuple[float, ...],
    *,
    headline: bool,
    bounded: bool,
) -> NodeRule:
    key = operation.node
    node = head.nodes[key]
    is_root = any(key in tree.roots for tree in head.trees.values())
    rule = node.rule
    change = rule.rescale
    ends = (change.from_.low, change.from_.high, change.to.low, change.to.high) if change else None
    return NodeRule(
        id=key,
        label=node.label,
        children=node.children,
        leaves=head.indicators_below(key),
        aggregator=rule.aggregator,
        weights=tuple(float(rule.weights.get(child, 1)) for child in node.children),
        shares=shares,
        parts=parts_of(head, key) if is_root else (),
        parameters=dict(operation.parameters),
        bounded=bounded,
        missing=rule.missing,
        presence=rule.presence,
        min_coverage=None if rule.min_coverage is None else float(rule.min_coverage),
        table=table_of(head, operation),
        rescale=(float(ends[0]), float(ends[1]), float(ends[2]), float(ends[3])) if ends else None,
        floor=None if rule.floor is None else float(rule.floor),
        cap=None if rule.cap is None else float(rule.cap),
        scale=_scale(head, key, unit),
        decimals=head.decimals(key),
        rounded=_rounded(head, key),
        top=None if np.isnan(top) else float(top),
        headline=headline,
    )


def _may_fall(operation: Operation) -> bool:
    """Tell whether a node's score may fall where a part of it rises: a product and a root do, below 0."""
    change = operation.rule.rescale
    turned = change is not None and (change.to.high < change.to.low) != (change.from_.high < change.from_.low)
    falls = bool(falling_by(operation.spec, operation.weights, operation.parameters).any())
    return turned or falls or operation.spec.name in ("product", "power")


def _scale(head: Instrument, node: str, unit: str) -> Scale | None:
    scale = scale_of(head, node)
    if scale is None:
        return None
    bands = [
        Band(
            band.label,
            limit_of(band.from_),
            limit_of(band.to),
            tuple(Region(each.label, each.see) for each in band.learn_from if each.unit != unit),
        )
        for band in sorted(scale.bands, key=lambda band: band.from_)
    ]
    return Scale(scale.complete or head.rank_coverage == 1, tuple(bands))


def _rounded(head: Instrument, node: str) -> tuple[int, ...]:
    scale = scale_of(head, node)
    shown = (head.decimals(node),) if "bands" in head.file.by_shown else ()
    return (*shown, 0) if scale is not None and scale.round == "half_up" else shown


def _headlines(head: Instrument) -> tuple[str, ...]:
    published = head.trees[head.published_tree].roots
    roots = [root for tree in head.trees.values() for root in tree.roots]
    walk = [node for node, _ in head.below((*published, *roots))]
    return tuple(node for node in walk if node in roots or (scale_of(head, node) and node in _named(head)))


def _named(head: Instrument) -> set[str]:
    """Give the nodes that a band scale names: a scale for all nodes makes none of them a headline."""
    scales = head.file.bands.values()
    return {node for scale in scales if scale.applies_to != "all" for node in scale.applies_to}


def _sections(form: Questionnaire) -> tuple[Section, ...]:
    """Divide the questions as the published tree does: its highest dividing nodes, then the nodes right above them."""
    head = form.instrument
    placed: set[str] = set()
    sections = []
    for node in dividing_nodes(head):
        groups = []
        for part, _ in head.below((node,)):
            own = [child for child in head.nodes[part].children if child not in head.nodes and child not in placed]
            placed.update(own)
            label = "" if part == node else head.label(part).removeprefix(f"{head.label(node)}: ")
            groups += [Group(part, label, tuple(own))] * bool(own)
        sections += [Section(node, head.label(node), tuple(groups))] * bool(groups)  # another view of questions above
    rest = [item for item in form.items if item.id not in placed]
    for label in dict.fromkeys(item.section for item in rest):
        ids = tuple(item.id for item in rest if item.section == label)
        sections.append(Section("", label, (Group("", "", ids),)))
    return tuple(sections)
