"""The report of two editions side by side: what changed, and how far scores can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from policyindex.editions.comparability import Comparability
from policyindex.editions.diff import Comparison, EditionChange
from policyindex.files.markdown import escaped
from policyindex.problems import shorten
from policyindex.reports.branches import branches
from policyindex.reports.report import Branch, Column, Report, Section, Table, Text

WIDTH = 160
CHANGES = (
    Column("kind", "Change"),
    Column("part", "Part"),
    Column("id", "Id"),
    Column("what", "What"),
    Column("before", "Before", width=60),
    Column("after", "After", width=60),
)
CLASSES = (Column("part", "Part"), Column("id", "Id"), Column("label", "Label", width=60), Column("class", "Class"))
RENAMES = (Column("part", "Part"), Column("old", "Old id"), Column("new", "New id"), Column("why", "Why", width=60))


def comparison_report(comparison: Comparison) -> Report:
    """Say what changed, part by part, and the class of every node of the newer edition."""
    title = _title(comparison)
    counts = [f"{name}: {text}" for name, text in _counts(comparison)]
    nothing = [] if comparison.changes else ["No difference."]
    return Report(
        f"What changed from {comparison.before.reference} to {comparison.after.reference}",
        (
            Section("", tuple(map(Text, (title, *counts, *nothing)))),
            *(
                Section(part.capitalize(), tuple(Text(_line(change), indent=2) for change in changes))
                for part, changes in _parts(comparison).items()
            ),
            *_renamed(comparison),
            Section("", (Text(""), Branch("Comparability of scores", children=tuple(_trees(comparison))))),
        ),
        tables=(
            Table("changes", CHANGES, comparison.changes),
            Table("classes", CLASSES, lambda: _classes(comparison)),
            Table("probably_renamed", RENAMES, comparison.renames),
        ),
        document=lambda: _document(comparison),
    )


def _renamed(comparison: Comparison) -> Iterator[Section]:
    if comparison.renames:
        lines = (f"{each.part}: {each.new} is probably the old {each.old}: {each.why}" for each in comparison.renames)
        title = "Probably renamed (state it in a crosswalk to have them compared)"
        yield Section(title, tuple(Text(line, indent=2) for line in lines))


def _trees(comparison: Comparison) -> Iterator[Branch]:
    for name, tree in comparison.after.trees.items():
        nodes = ((f"{node}: {comparison.nodes[node]}", depth) for node, depth in comparison.after.below(tree.roots))
        yield Branch(f"Tree {name}: {tree.label}", children=branches(nodes))


def _classes(comparison: Comparison) -> Iterator[tuple[str, str, str, str]]:
    for part, classes in (("node", comparison.nodes), ("indicator", comparison.indicators)):
        for key, each in classes.items():
            yield part, key, comparison.after.label(key), str(each)


def _document(comparison: Comparison) -> dict[str, Any]:
    return {
        "from": comparison.before.reference,
        "to": comparison.after.reference,
        "indicators": {key: str(each) for key, each in comparison.indicators.items()},
        "nodes": {key: str(each) for key, each in comparison.nodes.items()},
        "changes": [change._asdict() for change in comparison.changes],
        "probably_renamed": [each._asdict() for each in comparison.renames],
    }


def comparison_markdown(comparison: Comparison) -> str:
    """Say in Markdown what changed, then give a table of classes."""
    lines = [f"# {escaped(_title(comparison))}", ""]
    lines += [f"- {name}: {text}" for name, text in _counts(comparison)]
    for part, changes in _parts(comparison).items():
        lines += ["", f"## {part.capitalize()}", ""]
        lines += [f"- {escaped(_line(change))}" for change in changes]
    if comparison.renames:
        lines += ["", "## Probably renamed", ""]
        lines += [f"- {each.part}: `{each.old}` → `{each.new}` ({escaped(each.why)})" for each in comparison.renames]
    lines += ["", "## Comparability", "", "| part | id | label | class |", "|---|---|---|---|"]
    for part, key, label, found in _classes(comparison):
        lines.append(f"| {part} | `{key}` | {escaped(label)} | {found} |")
    return "\n".join(lines) + "\n"


def _title(comparison: Comparison) -> str:
    return f"{comparison.before.reference} → {comparison.after.reference}"


def _counts(comparison: Comparison) -> Iterator[tuple[str, str]]:
    for part, classes in (("indicators", comparison.indicators), ("nodes", comparison.nodes)):
        removed = sum(change.kind == "removed" and change.part == part for change in comparison.changes)
        yield part, _count(classes) + (f"; {removed} removed" if removed else "")


def _count(classes: Mapping[str, Comparability]) -> str:
    counts = Counter(classes.values())
    return ", ".join(f"{counts[each]} {each}" for each in Comparability if counts[each]) or "none"


def _parts(comparison: Comparison) -> dict[str, list[EditionChange]]:
    """Group changes: indicators and nodes first."""
    found: dict[str, list[EditionChange]] = {"indicators": [], "nodes": []}
    for change in comparison.changes:
        found.setdefault(change.part, []).append(change)
    return {part: sorted(changes, key=lambda each: each.id) for part, changes in found.items() if changes}


def _line(change: EditionChange) -> str:
    where = " ".join(filter(None, (change.id, change.what)))
    before, after = (shorten(text, WIDTH) for text in (change.before, change.after))
    if change.kind == "added":
        return f"{change.kind} {where}: {after}"
    if change.kind == "removed":
        return f"{change.kind} {where}: {before}"
    if change.kind == "children":
        parts = [f"without {before}"] * bool(before) + [f"with {after}"] * bool(after)
        return f"{change.kind} {change.id}: {', '.join(parts)}"
    return f"{change.kind} {where}: {before or '(nothing)'} → {after or '(nothing)'}"
