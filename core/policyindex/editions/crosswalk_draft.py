"""A first crosswalk between two editions, for a researcher to correct."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policyindex.editions.diff import Comparison
from policyindex.editions.differences import differences
from policyindex.files.yaml_text import yaml_of
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import CarriedIndicator, Indicator
from policyindex.instruments.reference import is_file

_ASKED = ("question", "options", "sub_options")
_HEAD = """\
# How answers to the older edition (from) become answers to the newer one (to).
# carry: yes, no, or review (carried, and listed to be looked at). options: {old code: new code}; null: no counterpart.
# Correct it, check it with 'policyindex validate', use it with 'policyindex instruments carry'.
"""


def draft_crosswalk(
    comparison: Comparison,
    references: tuple[str, str],
    folder: Path,
    stated: Mapping[str, CarriedIndicator] | None = None,
) -> str:
    """Write a crosswalk as YAML.

    :param references: what the editions were called by; paths are rewritten from ``folder``
    :param stated: entries of an earlier crosswalk, which are kept as they are
    """
    before, after = comparison.before, comparison.after
    probable = {each.new: (each.old, each.why) for each in comparison.renames if each.part == "indicators"}
    entries: dict[str, Any] = {}
    for key in after.indicators:
        if stated and key in stated:
            entries[key] = stated[key].model_dump(by_alias=True, exclude_defaults=True)
            continue
        old, why = probable.get(key, (key, ""))
        entries[key] = _entry(before, after, old, key, why) if old in before.indicators else _new()
    editions = zip(("from", "to"), references, (before, after), strict=True)
    head = {name: _reference(text, instrument, folder) for name, text, instrument in editions}
    return yaml_of({"format": 1, "crosswalk": head, "indicators": entries}, _HEAD)


def _new() -> dict[str, Any]:
    return {"carry": "no", "note": "new: the older edition does not ask this"}


def _reference(text: str, instrument: Instrument, folder: Path) -> str:
    if not is_file(text):
        return instrument.reference
    path = Path(os.path.relpath(Path(text).expanduser().resolve(), folder.resolve())).as_posix()
    return path if path.startswith("../") else f"./{path}"


def _entry(before: Instrument, after: Instrument, old: str, new: str, why: str) -> dict[str, Any]:
    one, other = before.indicators[old], after.indicators[new]
    entry: dict[str, Any] = {"from": old}
    notes = [f"probably renamed: {why}"] if why else []
    codes = one.choices, other.choices
    if one.kind != other.kind or set(one.ask_per) != set(other.ask_per):
        return {**entry, "carry": "no", "note": "; ".join([*notes, "of another kind, or asked per something else"])}
    if one.measured_in != other.measured_in:
        return {**entry, "carry": "no", "note": "; ".join([*notes, "in another unit"])}
    if codes[0].keys() - codes[1].keys():
        entry["options"] = _codes(one, other)
        notes.append("other options")
    elif codes[0].keys() != codes[1].keys():
        notes.append("more to choose from")
    changed = list(differences(one, other))
    if any(each.place.wording and each.place.path[0] in _ASKED for each in changed):
        notes.append("reworded")
    entry["carry"] = "review" if notes else "yes"
    return {**entry, "note": "; ".join(notes)} if notes else entry


def _codes(one: Indicator, other: Indicator) -> dict[str, str | None]:
    """Match codes: those that stayed, then those of the same text, then of the same points; the rest have none."""
    found: dict[str, str | None] = {code: code if code in other.choices else None for code in one.choices}
    texts = tuple({code: text.casefold().strip() for code, text in each.choices.items()} for each in (one, other))
    for before, after in (texts, (one.option_points, other.option_points)):
        for code in (code for code in before if found[code] is None):
            same = [each for each in after if each not in found.values() and before[code] == after[each]]
            found[code] = same[0] if len(same) == 1 else None
    return found
