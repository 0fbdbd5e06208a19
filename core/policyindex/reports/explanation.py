"""The report of an explanation: a tree from the score down to each answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from policyindex.answers import authorities
from policyindex.locales import word
from policyindex.problems import listing
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.of_units import unit_notes
from policyindex.reports.report import Branch, Cell, Column, Report, Section, Table, Text
from policyindex.scoring.explain import Explained, ExplainedPart, Explanation
from policyindex.scoring.result import Result
from policyindex.scoring.thin import INCOMPLETE
from policyindex.scoring.weights import DIVIDED

WHOSE = (Column("unit", "Unit"), Column("unit_name", "Name", width=26), Column("period", "Period"))
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
    Column("state", "State", width=12),
    Column("coverage", "Coverage", "number", decimals=2),
    Column("least", "Least", "number", decimals=2),
    Column("most", "Most", "number", decimals=2),
    Column("not_applicable", "Not applicable", "number", decimals=2),
    Column("imputed", "Imputed", "whole"),
    Column("standards", "Behind the top option", width=60),
    Column("parts", "Parts", width=60),
    Column("share", "Share", "number", decimals=4),
)


def explanation_report(result: Result, found: Explanation) -> Report:
    """Say what each score of a unit consists of."""
    title = f"{_whose(result, found)} · {result.instrument.reference}"
    return Report(
        title,
        (Section("", (Text(title), *_trees(result, found))),),
        tables=(Table("explained", COLUMNS, lambda: _rows_of(found)),),
        notes=tuple(unit_notes(result, [found.unit]).values()),
        provenance=result.provenance,
        language=result.instrument.language,
        document=lambda: {**_document(result, found), "provenance": result.provenance},
    )


def explanations_report(result: Result, found: Sequence[Explanation]) -> Report:
    """Say what the scores of several units consist of, a section a unit; a table's rows say whose they are."""
    whose = {each.unit: (each.unit, _name(result, each.unit), each.period) for each in found}
    return Report(
        f"{listing(whose)} · {result.instrument.reference}",
        tuple(Section(_whose(result, each), _trees(result, each)) for each in found),
        tables=(
            Table(
                "explained",
                WHOSE + COLUMNS,
                lambda: ((*whose[each.unit], *row) for each in found for row in _rows_of(each)),
            ),
        ),
        notes=tuple(unit_notes(result, whose).values()),
        provenance=result.provenance,
        language=result.instrument.language,
        document=lambda: {"units": [_document(result, each) for each in found], "provenance": result.provenance},
    )


def _name(result: Result, unit: str) -> str:
    return result.unit_names.get(unit, unit)


def _whose(result: Result, found: Explanation) -> str:
    name = _name(result, found.unit)
    who = name if name == found.unit else f"{name} ({found.unit})"
    return f"{who}, {found.period}"


def _trees(result: Result, found: Explanation) -> tuple[Branch, ...]:
    tree = _Tree(result.instrument.language)
    return tuple(tree.branch(each, top=True) for each in found.explained)


def _document(result: Result, found: Explanation) -> dict[str, Any]:
    return {
        "unit": found.unit,
        "unit_name": _name(result, found.unit),
        "period": found.period,
        "explained": [asdict(each) for each in found.explained],
    }


def _rows_of(found: Explanation) -> Iterator[tuple[Cell, ...]]:
    return (row for each in found.explained for row in _rows(each, 0, ""))


def _rows(each: Explained, depth: int, parent: str) -> Iterator[tuple[Cell, ...]]:
    yield (
        depth, parent, each.id, each.label, each.score, each.weight, each.band, each.status, each.answer, each.text,
        each.question, each.rule, each.comment, "; ".join(each.references), each.source,
        INCOMPLETE if each.incomplete else "", each.coverage, each.least, each.most, each.not_applicable,
        each.imputed, "; ".join(each.standards), "; ".join(map(_written, each.parts)), each.share,
    )  # fmt: skip
    for child in each.children:
        yield from _rows(child, depth + 1, each.id)


def _written(part: ExplainedPart) -> str:
    """Write a part as files do."""
    return authorities.written([authorities.part_of(part.territory, part.answer, part.share, part.reference)])


def _shown(score: float | None, of: Explained) -> str:
    return NONE if score is None else shown_number(score, of.decimals)


def _exact(each: Explained) -> str:
    """Give the score with more decimals where it is not what is shown."""
    if each.score is None or float(_shown(each.score, each)) == each.score:
        return ""
    return f" ({shown_number(each.score, max(4, each.decimals + 2))})"


@dataclass(frozen=True)
class _Tree:
    """The lines of an explanation in a language."""

    language: str

    def word(self, key: str, **values: object) -> str:
        return word(f"explain.{key}", self.language, **values)

    def branch(self, each: Explained, *, top: bool = False) -> Branch:
        weight = "" if top else f" · {self.weight(each)}"
        if each.status:
            return self.answer(each, weight)
        band = f" · {each.band}" if each.band else ""
        band += f" · {self.state(each)}" if each.incomplete else ""
        head = f"{each.label} [{each.id}]: {_shown(each.score, each)}{_exact(each)}{weight}{band}"
        if each.repeated:
            return Branch(head, (self.word("above"),))
        return Branch(head, (self.word("rule", text=each.rule),), tuple(self.branch(child) for child in each.children))

    def weight(self, each: Explained) -> str:
        """Say a weight as a share; what multiplies on the way, such as a change of scale, as a factor."""
        if each.weight is None:
            return self.word("no_weight")
        factor = each.weight if not each.share else each.weight / each.share
        times = "" if each.share and abs(factor - 1) < DIVIDED else f"× {factor:.4g}"
        stated = "" if each.share is None else self.word("weight", share=f"{each.share:.2%}")
        return " ".join(filter(None, (stated, times)))

    def state(self, each: Explained) -> str:
        """Say that a score is incomplete, and what the missing answers allow."""
        if each.least is None or each.most is None:
            return word("run.incomplete", self.language)
        ends = {"least": _shown(each.least, each), "most": _shown(each.most, each)}
        return word("run.incomplete_range", self.language, **ends)

    def answer(self, each: Explained, weight: str) -> Branch:
        status = "" if each.status == "answered" else f" · {self.word(each.status)}"
        lines = [self.word("asked", text=each.question)]
        if each.answer:
            lines.append(self.word("answer", text=each.answer + (f" - {each.text}" if each.text else "")))
        lines += map(self.part, each.parts)
        if each.rule:
            lines.append(self.word("rule", text=each.rule))
        lines += [self.word("standard", text=standard) for standard in each.standards]
        if each.comment:
            lines.append(self.word("comment", text=each.comment))
        lines += [self.word("reference", text=reference) for reference in each.references]
        for other in each.alternatives:
            table, asked = self.score(other.node_score), self.score(other.asked_score)
            lines.append(self.word("if", option=other.option, table=table, asked=asked))
        return Branch(f"{each.label} [{each.id}]: {self.points(each.score)}{status}{weight}", tuple(lines))

    def part(self, part: ExplainedPart) -> str:
        """Say what one authority answers."""
        said = f"{part.territory}: {part.answer} - {part.text}", self.points(part.points)
        share = "" if part.share is None else self.word("share", share=f"{part.share * 100:g}%")
        return self.word("part", text=" · ".join(filter(None, (*said, share, part.reference))))

    def points(self, points: float | None) -> str:
        if points is None:
            return self.word("no_points")
        return self.word("point" if points == 1 else "points", points=f"{points:g}")

    def score(self, score: float | None) -> str:
        return self.word("none") if score is None else f"{score:.2f}".rstrip("0").rstrip(".")
