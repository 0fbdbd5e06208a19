"""``policyindex explain``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from policyindex.cli import host_of
from policyindex.cli.bars import shown
from policyindex.cli.options import Asked, scored, scoring_options
from policyindex.problems import listing, plain
from policyindex.problems.errors import WrongUseError
from policyindex.scoring.explain import Explained
from policyindex.scoring.explain import explain as explain_scores
from policyindex.scoring.result import Result


@click.command()
@click.option("--unit", required=True, metavar="CODE", help="The unit to explain.")
@click.option("--period", default="", metavar="PERIOD", help="The period; default: the newest of the unit.")
@click.option("--tree", default="", metavar="TREE", help="Explain the roots of this tree.")
@click.option(
    "--node",
    default="",
    metavar="NODE",
    help="Explain this node; default: the first root of the published tree.",
)
@scoring_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def explain(
    ctx: click.Context,
    asked: Asked,
    unit: str,
    period: str,
    tree: str,
    node: str,
    as_json: bool,
) -> None:
    """Show why a score is what it is, from the score down to each answer.

    Weights are nominal: by how many points the score asked about rises when a part rises by one point, all
    answers given. Inputs of decision tables have none; what each other option would change is shown instead.

    \b
    policyindex explain mipex-national --unit DE --period 2019 --node b
    """
    if tree and node:
        raise WrongUseError("--tree and --node exclude each other: --node names what to explain, --tree its roots")
    result = scored(host_of(ctx), asked, quiet=True)
    period = period or _newest(result, unit)
    found = explain_scores(result, unit, period, node, tree)
    if as_json:
        whole = {
            "unit": unit,
            "period": period,
            "explained": [asdict(each) for each in found],
            "provenance": result.provenance,
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        return
    name = result.unit_names.get(unit, unit)
    who = name if name == unit else f"{name} ({unit})"
    click.echo(plain(f"{who}, {period} · {result.instrument.reference}"))
    for each in found:
        for line in _lines(each, 0):
            click.echo(plain(line))


def _newest(result: Result, unit: str) -> str:
    periods = sorted(
        period for name, period in zip(result.panel.units, result.panel.periods, strict=True) if name == unit
    )
    if not periods:
        raise WrongUseError(
            f"there are no answers of '{unit}'; there are some of: {listing(sorted(set(result.panel.units)), 80)}"
        )
    return periods[-1]


def _lines(each: Explained, depth: int) -> Iterator[str]:
    pad = "  " * depth
    weight = f" · weight {each.weight:.2%}" if each.weight is not None else " · no nominal weight"
    if each.status:
        yield from _answer_lines(each, pad, weight if depth else "")
        return
    band = f" · {each.band}" if each.band else ""
    exact = "" if each.score is None or each.score == int(each.score) else f" ({each.score:.4f})"
    yield f"{pad}{each.label} [{each.id}]: {shown(each.score)}{exact}{weight if depth else ''}{band}"
    if each.repeated:
        yield f"{pad}  explained above"
        return
    yield f"{pad}  rule: {each.rule}"
    for child in each.children:
        yield from _lines(child, depth + 1)


def _answer_lines(each: Explained, pad: str, weight: str) -> Iterator[str]:
    points = "no points" if each.score is None else f"{each.score:g} points"
    status = "" if each.status == "answered" else f" · {each.status.replace('_', ' ')}"
    yield f"{pad}{each.label} [{each.id}]: {points}{status}{weight}"
    yield f"{pad}  asked: {each.question}"
    if each.answer:
        yield f"{pad}  answer: {each.answer}" + (f" - {each.text}" if each.text else "")
    if each.rule:
        yield f"{pad}  rule: {each.rule}"
    if each.comment:
        yield f"{pad}  comment: {each.comment}"
    for reference in each.references:
        yield f"{pad}  reference: {reference}"
    for other in each.alternatives:
        yield f"{pad}  if '{other.option}': table {_score(other.node_score)}, score asked about {_score(other.asked_score)}"


def _score(score: float | None) -> str:
    return "none" if score is None else f"{score:.2f}".rstrip("0").rstrip(".")
