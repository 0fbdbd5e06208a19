"""What is said of an earlier score that an older vintage or an older edition made: what it said otherwise, what is lost."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.analysis.changes.lines import VINTAGE, Line
from policyindex.editions.carry import RECODED
from policyindex.reports.change_words import Said
from policyindex.reports.report import Block, Text
from policyindex.reports.signed import signed


def origin_blocks(said: Said, unit: int, lines: list[Line]) -> Iterator[Block]:
    """Give what is said of one unit."""
    origin = said.change.origin
    if origin is None:
        return
    told = [each for each in lines if each.part == VINTAGE]
    if told:
        yield Text("")
        yield Text(said.word("vintage_title", period=said.change.early), "strong")
    for each in told:
        ends = {"first": each.start.answer or str(each.start.status), "last": each.end.answer or str(each.end.status)}
        line = said.word("vintage_line", label=each.label, id=each.column, **ends)
        yield Text(f"{line} · {signed(each.contribution, said.exact)}", indent=2)
    if origin.compared is None:
        return
    yield Text("")
    names = {"before": origin.compared.before.reference, "after": origin.compared.after.reference}
    yield Text(said.word("edition_title", **names), "strong")
    for text in of_editions(said):
        yield Text(text, indent=2)
    code = said.change.units[unit]
    for note in origin.notes:
        if (note.unit, note.period) == (code, said.change.early) and note.outcome != RECODED:
            name = note.before if note.after in ("", note.before) else f"{note.before} → {note.after}"
            yield Text(
                said.word("edition_line", id=name, outcome=note.outcome, reason=note.reason or note.value), indent=2
            )


def of_editions(said: Said) -> Iterator[str]:
    """Say how comparable the node is in both editions."""
    origin, node = said.change.origin, said.upon.node
    if origin is None or origin.compared is None:
        return
    label = said.label(node)
    yield said.word("edition_node", label=label, class_=str(origin.compared.nodes[node]))
    if node not in origin.result.plan.nodes:
        yield said.word("edition_none", label=label)
