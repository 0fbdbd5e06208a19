"""A first crosswalk between two editions, for a researcher to correct."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policyindex.editions.crosswalk import codes_of
from policyindex.editions.diff import Comparison
from policyindex.editions.differences import differences
from policyindex.files.yaml_text import yaml_of
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import (
    CarriedIndicator,
    Indicator,
    NumberQuestion,
    Option,
    SingleChoice,
)
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
    codes = codes_of(one), codes_of(other)
    if one.kind != other.kind or set(one.ask_per) != set(other.ask_per):
        return {**entry, "carry": "no", "note": "; ".join([*notes, "of another kind, or asked per something else"])}
    if isinstance(one, NumberQuestion) and isinstance(other, NumberQuestion) and one.unit != other.unit:
        return {**entry, "carry": "no", "note": "; ".join([*notes, "in another unit"])}
    if set(codes[0]) - set(codes[1]):
        entry["options"] = _codes(one, other)
        notes.append("other options")
    elif set(codes[0]) != set(codes[1]):
        notes.append("more to choose from")
    changed = list(differences(one, other))
    if any(each.place.wording and each.place.path[0] in _ASKED for each in changed):
        notes.append("reworded")
    entry["carry"] = "review" if notes else "yes"
    return {**entry, "note": "; ".join(notes)} if notes else entry


def _codes(one: Indicator, other: Indicator) -> dict[str, str | None]:
    """Match codes: those that stayed, then those of the same text, then of the same points; the rest have none."""
    before, after = codes_of(one), codes_of(other)
    found: dict[str, str | None] = {code: code if code in after else None for code in before}
    for sense in (_words, _points):
        for code in (code for code in before if found[code] is None):
            same = [
                each
                for each in after
                if each not in found.values()
                and sense(one, code) is not None
                and sense(one, code) == sense(other, each)
            ]
            found[code] = same[0] if len(same) == 1 else None
    return found


def _option(indicator: Indicator, code: str) -> Any:
    return (
        indicator.options[code] if isinstance(indicator, SingleChoice) else getattr(indicator, "sub_options", {})[code]
    )


def _words(indicator: Indicator, code: str) -> object:
    return _option(indicator, code).text.casefold().strip()


def _points(indicator: Indicator, code: str) -> object:
    option = _option(indicator, code)
    return option.points if isinstance(option, Option) else None
