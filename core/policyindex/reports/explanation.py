"""The report of an explanation: a tree from the score down to each answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from policyindex.reports.numbers import whole
from policyindex.reports.report import Branch, Cell, Column, Report, Section, Table, Text
from policyindex.scoring.explain import Explained
from policyindex.scoring.result import Result

COLUMNS = (
    Column("depth", "Depth", "whole"),
    Column("parent", "Parent", width=26),
    Column("id", "Id", width=26),
    Column("label", "Label", width=34),
    Column("score", "Score", "number", decimals=2),
    Column("weight", "Weight", "number", decimals=4),
    Column("band", "Band", width=22),
    Column("status", "Status", width=16),
    Column("answer", "Answer", width=22),
    Column("text", "Text", width=60),
    Column("question", "Question", width=60),
    Column("rule", "Rule", width=60),
    Column("comment", "Comment", width=60),
    Column("references", "References", width=60),
    Column("source", "Source", width=30),
)


def explanation_report(result: Result, unit: str, period: str, found: tuple[Explained, ...]) -> Report:
    """Say what each score consists of."""
    name = result.unit_names.get(unit, unit)
    who = name if name == unit else f"{name} ({unit})"
    title = f"{who}, {period} · {result.instrument.reference}"
    return Report(
        title,
        (Section("", (Text(title), *(_branch(each, top=True) for each in found))),),
        tables=(Table("explained", COLUMNS, lambda: (row for each in found for row in _rows(each, 0, ""))),),
        provenance=result.provenance,
        language=result.instrument.language,
        document=lambda: _document(result, unit, period, found),
    )


def _document(result: Result, unit: str, period: str, found: tuple[Explained, ...]) -> dict[str, Any]:
    return {
        "unit": unit,
        "unit_name": result.unit_names.get(unit, unit),
        "period": period,
        "explained": [asdict(each) for each in found],
        "provenance": result.provenance,
    }


def _rows(each: Explained, depth: int, parent: str) -> Iterator[tuple[Cell, ...]]:
    yield (
        depth, parent, each.id, each.label, each.score, each.weight, each.band, each.status, each.answer, each.text,
        each.question, each.rule, each.comment, "; ".join(each.references), each.source,
    )  # fmt: skip
    for child in each.children:
        yield from _rows(child, depth + 1, each.id)


def _branch(each: Explained, *, top: bool = False) -> Branch:
    weight = "" if top else f" · weight {each.weight:.2%}" if each.weight is not None else " · no nominal weight"
    if each.status:
        return _answer(each, weight)
    band = f" · {each.band}" if each.band else ""
    exact = "" if each.score is None or each.score == int(each.score) else f" ({each.score:.4f})"
    head = f"{each.label} [{each.id}]: {whole(each.score)}{exact}{weight}{band}"
    if each.repeated:
        return Branch(head, ("explained above",))
    return Branch(head, (f"rule: {each.rule}",), tuple(_branch(child) for child in each.children))


def _answer(each: Explained, weight: str) -> Branch:
    points = "no points" if each.score is None else f"{each.score:g} points"
    status = "" if each.status == "answered" else f" · {each.status.replace('_', ' ')}"
    lines = [f"asked: {each.question}"]
    if each.answer:
        lines.append(f"answer: {each.answer}" + (f" - {each.text}" if each.text else ""))
    if each.rule:
        lines.append(f"rule: {each.rule}")
    if each.comment:
        lines.append(f"comment: {each.comment}")
    lines += [f"reference: {reference}" for reference in each.references]
    for other in each.alternatives:
        table, asked = _score(other.node_score), _score(other.asked_score)
        lines.append(f"if '{other.option}': table {table}, score asked about {asked}")
    return Branch(f"{each.label} [{each.id}]: {points}{status}{weight}", tuple(lines))


def _score(score: float | None) -> str:
    return "none" if score is None else f"{score:.2f}".rstrip("0").rstrip(".")
