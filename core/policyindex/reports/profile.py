"""The profile of one unit: every node, what it answers for, where it stands, what a self-assessment leaves to do."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.analysis.checklist import self_assessment
from policyindex.analysis.profile import Profile, profile
from policyindex.reports.ranking import aim, to_go
from policyindex.reports.report import Block, Cell, Column, Section, Table, Text
from policyindex.reports.standing import Standing
from policyindex.scoring.classify import scale_of
from policyindex.scoring.targets import target_of


def profile_blocks(standing: Standing, row: int) -> tuple[Block, ...]:
    """Give a unit's name, the table of its scores, and its types."""
    code, name = standing.result.panel.units[row], standing.name(row)
    types = [each for each in standing.types if each.row == row]
    typologies = standing.head.file.typologies
    return (
        Text(name if name == code else f"{name} ({code})", "strong"),
        _scores(standing, row),
        *(Text(f"{typologies[each.typology].label}: {each.label}") for each in types),
    )


def profile_sections(standing: Standing, row: int) -> Iterator[Section]:
    """Give what a study and a self-assessment add."""
    found = profile(standing.result, row)
    if found is not None:
        yield from _study(standing, row, found)
    if standing.head.file.self_assessment:
        yield from _self_assessment(standing, row)


def _scores(standing: Standing, row: int) -> Table:
    """Every node, indented below its parent."""
    head, result, say = standing.head, standing.result, standing.word
    nodes = list(head.below(tuple(standing.roots)))
    targets = {node: target_of(head, node, result.panel.periods[row]) for node, _ in nodes}
    thin = any(standing.is_incomplete(row, node) for node, _ in nodes)
    excused = bool((result.not_applicable[row, [result.column(node) for node, _ in nodes]] > 0).any())
    filled = bool(result.imputed[row, [result.column(node) for node, _ in nodes]].any())
    banded, aimed = any(scale_of(head, node) for node, _ in nodes), any(targets.values())
    columns = [
        Column("label", say("score_of")),
        Column("share", "", "share"),
        Column("score", "", "number", decimals=standing.decimals(node for node, _ in nodes), alone=say("score")),
    ]
    columns += [Column("rank", "#", right=True)] * standing.ranked
    columns += [Column("band", say("band"))] * banded
    columns += [
        Column("target", say("target"), right=True),
        Column("to_go", say("to_go"), right=True),
    ] * aimed

    def cells(node: str, depth: int) -> Iterator[Cell]:
        score, target = standing.score(row, node), targets[node]
        yield from ("  " * depth + head.nodes[node].label, standing.share(row, node), score)
        if standing.ranked:
            yield standing.rank(row, node)
        if banded:
            yield result.band(row, result.column(node))
        if aimed:
            yield from (aim(standing, target), to_go(standing, target, score)) if target else ("", "")
        yield standing.answered(row, node)
        if filled:
            yield standing.imputed(row, node)
        if thin:
            yield standing.state(row, node)
        if excused:
            yield standing.not_applicable(row, node)

    columns += [Column("answered", say("answered"), right=True)]
    columns += [Column("imputed", say("imputed"), "whole", right=True)] * filled
    columns += [Column("state", "", alone=say("state"))] * thin + [
        Column("not_applicable", say("not_applicable"), right=True)
    ] * excused
    rows = [tuple(cells(node, depth)) for node, depth in nodes]
    return Table("profile", tuple(columns), rows)


def _study(standing: Standing, row: int, found: Profile) -> Iterator[Section]:
    file, say = standing.head.file, standing.word
    blocks: list[Block] = [Text(text) for text in found.competences]
    if found.scopes and file.scoping:
        blocks.append(_scopes(standing, found, file.facets[file.scoping.facet].label))
    if blocks:
        yield Section(say("competences"), tuple(blocks), 2)
    if not found.country:
        return
    first = found.placed[0]
    decimals = standing.decimals(each.node for each in found.placed)
    columns = (
        Column("label", say("score_of")),
        Column("score", standing.name(row), "number", decimals=decimals),
        Column("country", say("mean_there", count=first.of_country), "number", decimals=decimals),
        Column("everyone", say("mean_all", count=first.of_all), "number", decimals=decimals),
    )
    rows = [(standing.head.nodes[each.node].label, each.score, each.country, each.everyone) for each in found.placed]
    figures = (
        Text(say("context", label=figure.label, value=f"{figure.value:f}", source=figure.source))
        for figure in found.context
    )
    thin = [f"{standing.head.nodes[each.node].label} {each.left_out}" for each in found.placed if each.left_out]
    left_out = [Text(say("means_without", counts=", ".join(thin)))] * bool(thin)
    table = Table("placed", columns, rows)
    yield Section(say("in_country", country=found.country), (table, *left_out, *figures), 2)


def _scopes(standing: Standing, found: Profile, title: str) -> Table:
    """What became of each value of the scoped facet, and because of which answers."""
    facets, say, rows = standing.head.file.facets, standing.word, []
    for label, scope in found.scopes.items():
        only = ", ".join(facets[facet].label_of(value) for facet, values in scope.only.items() for value in values)
        because = ", ".join(f"{question}: {answer}" for question, answer in scope.answers.items())
        kind = say(f"scope_{scope.kind}")
        rows.append((label, say("scope_only", scope=kind, values=only) if only else kind, because))
    return Table(
        "scopes", (Column("label", title), Column("scope", say("scope")), Column("because", say("because"))), rows
    )


def _self_assessment(standing: Standing, row: int) -> Iterator[Section]:
    """Whom to learn from, what is unread, what is left to do."""
    head, say = standing.head, standing.word
    found = self_assessment(
        standing.result, row, standing.roots, [node for node, _ in head.below(tuple(standing.roots))]
    )
    lines = []
    for node, regions in found.learn_from.items():
        see = ", ".join(dict.fromkeys(each.see for each in regions if each.see))
        names = ", ".join(each.label for each in regions) + (f" {say('see', where=see)}" if see else "")
        lines += [f"{head.nodes[node].label}: {names}"] * bool(regions)
    for title, texts in (
        (say("learn_from"), lines),
        (say("unread"), [f"{each.label} ({each.indicator})" for each in found.unread]),
        (say("to_do"), [f"{each.text} ({each.indicator})" for each in found.todo]),
    ):
        if texts:
            yield Section(title, tuple(Text(text, indent=2) for text in texts), 2)
