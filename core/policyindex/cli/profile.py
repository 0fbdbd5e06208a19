"""The profile of one unit: every node, and what a self-assessment leaves to do."""

from __future__ import annotations

from rich.text import Text

from policyindex.analysis.checklist import learn_from, todo, unread
from policyindex.cli.bars import shown
from policyindex.cli.comparison import draw_competences
from policyindex.cli.page import Page, new_table
from policyindex.instruments.models import Target
from policyindex.problems import plain
from policyindex.scoring.classify import scale_of
from policyindex.scoring.targets import distance, target_of


def draw_profile(page: Page, row: int) -> None:
    """One unit: every node, indented below its parent."""
    result, head = page.result, page.result.instrument
    code = result.panel.units[row]
    page.say(page.name(row) if page.name(row) == plain(code) else f"{page.name(row)} ({code})", "bold")
    nodes = [(node, depth, result.column(node)) for node, depth in head.below(tuple(page.roots))]
    ranked = not head.file.self_assessment
    banded = any(scale_of(head, node) for node, _, _ in nodes)
    period = result.panel.periods[row]
    targets = {node: target_of(head, node, period) for node, _, _ in nodes}
    aimed = any(targets.values())
    columns = [
        ("Score of", "left"),
        ("", "left"),
        ("", "right"),
        *[("#", "right")] * ranked,
        *[("Band", "left")] * banded,
        *[("Target", "right"), ("To go", "right")] * aimed,
    ]
    table = new_table(*columns, ("Answered", "right"))
    for node, depth, column in nodes:
        rank = int(result.ranks[row, column])
        cells = ["  " * depth + head.nodes[node].label, page.bar(row, node), shown(page.score(row, node))]
        cells += [str(rank or "-")] * ranked + [result.band(row, column)] * banded
        cells += [*_aim(targets[node], page.score(row, node))] * aimed
        done = f"{result.answered[row, column]} of {result.expected[row, column]}"
        table.add_row(*(Text(plain(cell)) for cell in (*cells, done)))
    page.console.print(table)
    for each in result.types:
        if each.row == row and not page.view.trees:
            page.say(f"{head.file.typologies[each.typology].label}: {each.label}")
    draw_competences(page, row)
    if head.file.self_assessment:
        _self_assessment(page, row)


def _aim(target: Target | None, score: float | None) -> tuple[str, str]:
    """Give a target with its date, and how many points are left to it."""
    if target is None:
        return "", ""
    left = distance(target, score)
    aim = f"{target.score:f}" + (f" by {target.by}" if target.by else "")
    return aim, "-" if left is None else "reached" if left <= 0 else f"{left:.1f}"


def _self_assessment(page: Page, row: int) -> None:
    """Whom to learn from, what is unread, what is left to do."""
    result, head = page.result, page.result.instrument
    lines = []
    for node, _ in head.below(tuple(page.roots)):
        regions = learn_from(result, row, node)
        if regions:
            see = (
                f" (see {', '.join(dict.fromkeys(each.see for each in regions if each.see))})"
                if any(each.see for each in regions)
                else ""
            )
            lines.append(f"  {head.nodes[node].label}: {', '.join(each.label for each in regions)}{see}")
    for title, found in (
        ("Learn from", lines),
        (
            "Not yet read (no band until these are)",
            [f"  {each.label} ({each.indicator})" for each in unread(result, row, page.roots)],
        ),
        ("To do", [f"  {each.text} ({each.indicator})" for each in todo(result, row, page.roots)]),
    ):
        if found:
            page.say("")
            page.say(title, "bold")
            for line in found:
                page.say(line)
