"""A comparison of two editions as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from policyindex.editions.comparability import Comparability
from policyindex.editions.diff import Change, Comparison
from policyindex.problems import plain, shorten

WIDTH = 160


def as_text(comparison: Comparison) -> str:
    """Give plain text for a terminal."""
    return "\n".join(plain(line) for line in _text(comparison))


def _text(comparison: Comparison) -> Iterator[str]:
    yield _title(comparison)
    yield from (f"{name}: {text}" for name, text in _counts(comparison))
    if not comparison.changes:
        yield "No difference."
    for part, changes in _parts(comparison).items():
        yield ""
        yield part.capitalize()
        yield from (f"  {_line(change)}" for change in changes)
    if comparison.renames:
        yield ""
        yield "Probably renamed (state it in a crosswalk to have them compared)"
        yield from (
            f"  {each.part}: {each.new} is probably the old {each.old}: {each.why}" for each in comparison.renames
        )
    yield ""
    yield "Comparability of scores"
    for name, tree in comparison.after.trees.items():
        yield f"  Tree {name}: {tree.label}"
        for node, depth in comparison.after.below(tree.roots):
            yield f"  {'  ' * (depth + 1)}{node}: {comparison.nodes[node]}"


def as_markdown(comparison: Comparison) -> str:
    """Give Markdown: what changed, then a table of classes."""
    lines = [f"# {_title(comparison)}", ""]
    lines += [f"- {name}: {text}" for name, text in _counts(comparison)]
    for part, changes in _parts(comparison).items():
        lines += ["", f"## {part.capitalize()}", ""]
        lines += [f"- {_line(change)}" for change in changes]
    if comparison.renames:
        lines += ["", "## Probably renamed", ""]
        lines += [f"- {each.part}: `{each.old}` → `{each.new}` ({each.why})" for each in comparison.renames]
    lines += ["", "## Comparability", "", "| part | id | label | class |", "|---|---|---|---|"]
    for part, classes in (("node", comparison.nodes), ("indicator", comparison.indicators)):
        for key, each in classes.items():
            lines.append(f"| {part} | `{key}` | {comparison.after.label(key).replace('|', '/')} | {each} |")
    return "\n".join(lines)


def as_json(comparison: Comparison) -> str:
    """Give JSON."""
    data = {
        "from": comparison.before.reference,
        "to": comparison.after.reference,
        "indicators": {key: str(each) for key, each in comparison.indicators.items()},
        "nodes": {key: str(each) for key, each in comparison.nodes.items()},
        "changes": [change._asdict() for change in comparison.changes],
        "probably_renamed": [each._asdict() for each in comparison.renames],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _title(comparison: Comparison) -> str:
    return f"{comparison.before.reference} → {comparison.after.reference}"


def _counts(comparison: Comparison) -> Iterator[tuple[str, str]]:
    for part, classes in (("indicators", comparison.indicators), ("nodes", comparison.nodes)):
        removed = sum(change.kind == "removed" and change.part == part for change in comparison.changes)
        yield part, _count(classes) + (f"; {removed} removed" if removed else "")


def _count(classes: Mapping[str, Comparability]) -> str:
    counts = Counter(classes.values())
    return ", ".join(f"{counts[each]} {each}" for each in Comparability if counts[each]) or "none"


def _parts(comparison: Comparison) -> dict[str, list[Change]]:
    """Group changes: indicators and nodes first."""
    found: dict[str, list[Change]] = {"indicators": [], "nodes": []}
    for change in comparison.changes:
        found.setdefault(change.part, []).append(change)
    return {part: sorted(changes, key=lambda each: each.id) for part, changes in found.items() if changes}


def _line(change: Change) -> str:
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


FORMS: dict[str, Callable[[Comparison], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}
