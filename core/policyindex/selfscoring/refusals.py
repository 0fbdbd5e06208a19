"""What a file that counts by itself cannot hold: each is refused by its name."""

from __future__ import annotations

from policyindex.instruments.columns import indicator_of
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models.nodes import DECISION_TABLE
from policyindex.plugins.specs import Rules
from policyindex.problems import listing
from policyindex.problems.errors import WrongUseError
from policyindex.questionnaires.form import Questionnaire
from policyindex.scoring.plan import Plan
from policyindex.scoring.registered import STRATEGIES

_WHAT = "a self-scoring file cannot hold"
AGGREGATORS = (
    "sum", "count", "mean", "weighted_mean", "weighted_sum", "min", "max", "product", "ratio", "difference", "power",
    "affine", DECISION_TABLE,
)  # fmt: skip
COMBINATIONS = 5_000
"""Of one rule table: a workbook has a row for each."""


def check_kind(form: Questionnaire, rules: Rules) -> None:
    """Refuse what is no self-assessment, or counts by more than one unit's answers of one round.

    :raises WrongUseError: naming the first such thing
    """
    head = form.instrument
    if not head.file.self_assessment:
        raise WrongUseError(
            f"{head.reference} is no self-assessment (self_assessment: true): no score is shown while it is filled in"
        )
    if rules.strategies[head.file.strategy] not in STRATEGIES:
        raise WrongUseError(f"{_WHAT} the strategy '{head.file.strategy}' of {head.reference}")
    if head.file.steps:
        raise WrongUseError(
            f"{_WHAT} the step '{head.file.steps[0].step}' of {head.reference}: it needs other units' answers"
        )
    if head.file.scoping:
        raise WrongUseError(f"{_WHAT} {head.reference}: its scoping questions compare several units")
    for item in form.items:
        if any(each and each.parts for each in (item.given, item.previous)):
            raise WrongUseError(
                f"{_WHAT} an answer of several authorities, such as that to '{item.id}': fill in with 'policyindex fill' or "
                "a questionnaire (--output Q.xlsx), or make the file without these answers"
            )
    for key, indicator in head.indicators.items():
        if per := indicator.divided_by:
            raise WrongUseError(
                f"{_WHAT} '{key}' of {head.reference}: it is divided by '{per}', and each question there counts by itself"
            )
        if indicator.groups:
            raise WrongUseError(f"{_WHAT} '{key}' of {head.reference}: its goalposts differ by group of units")
    for node in head.nodes.values():
        if node.rule.aggregator not in AGGREGATORS:
            raise WrongUseError(
                f"{_WHAT} node '{node.id}' of {head.reference}: its rule is '{node.rule.aggregator}'; it can count: {listing(AGGREGATORS, 20)}"
            )
        if not node.rule.is_always_collected():
            raise WrongUseError(f"{_WHAT} node '{node.id}' of {head.reference}: it is not collected in every period")
    asked = {item.id for item in form.items}
    for node in head.nodes.values():
        for column in head.indicators_below(node.id):
            if not head.indicators[indicator_of(column)].is_always_collected():
                raise WrongUseError(
                    f"{_WHAT} node '{node.id}' of {head.reference}: '{column}' is not collected in every period"
                )
            if column not in asked:
                raise WrongUseError(
                    f"{_WHAT} node '{node.id}' of {head.reference}: '{column}' is not asked; leave the short form out"
                )


def check_tables(instrument: Instrument, plan: Plan) -> None:
    """Refuse a rule table that is too large.

    :raises WrongUseError: naming the first
    """
    for operation in plan.operations:
        count = 0 if operation.lookup is None else len(operation.lookup.scores)
        if count > COMBINATIONS:
            raise WrongUseError(
                f"{_WHAT} node '{operation.node}' of {instrument.reference}: its rule table has {count:,} combinations "
                f"of what its inputs can be; it can hold {COMBINATIONS:,}"
            )
