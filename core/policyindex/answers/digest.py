"""The hash of an answer table: over its columns, the same for equal answers however they were read or made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyindex.answers.grid import NOTES, Grid, Note, distinct
from policyindex.answers.marks import confirmed_from
from policyindex.questions.asked import AnswerValue

VERSION = "policyindex-answers-2"
"""Version 1 hashed one row of JSON after the other; its hashes begin differently from these by chance alone."""
_ALWAYS = ("cause", "comment", "references", "source")
"""What each column says of, be it that there is nothing; other fields only where there is something."""


def digest(grid: Grid) -> str:
    """SHA-256 over a version line, the keys of rows and columns, and each column's bytes (little-endian)."""
    found = hashlib.sha256(f"{VERSION}\n".encode())
    found.update(_json([list(grid.units), list(grid.periods), [list(each) for each in grid.columns]]))
    found.update(grid.unit.astype("<i4").tobytes() + grid.period.astype("<i4").tobytes())
    beside = _beside(grid)
    for column in range(len(grid.columns)):
        found.update(grid.status[column].tobytes())
        _answers(found, grid, column)
        _numbers(found, grid.points.get(column))
        for name, (note, texts) in beside.items():
            cells = note.cells.get(column) if note else None
            if cells is not None and (cells.any() if name in _ALWAYS else any(texts[each] for each in distinct(cells))):
                found.update(name.encode())
                _coded(found, cells, texts)
            elif name in _ALWAYS:
                found.update(b"-")
        _confirmed(found, grid, column)
    return found.hexdigest()


def _beside(grid: Grid) -> dict[str, tuple[Note | None, tuple[Any, ...]]]:
    """Give what stands beside the answers; where ``source`` says it all, review and publisher are no more than that."""
    notes: dict[str, tuple[Note | None, tuple[Any, ...]]] = {}
    for name in NOTES:
        note = grid.notes.get(name)
        notes[name] = note, note.contents if note else ()
    del notes["confirmed_from"]
    note, contents = notes.pop("verification")
    notes["source"] = note, tuple(each.text for each in contents)
    notes["verification"] = note, tuple("" if each.is_told_by_text else each for each in contents)
    return notes


def _confirmed(found: Any, grid: Grid, column: int) -> None:
    """Hash since when answers stand that confirm older ones, where their comments do not say the same."""
    labels: dict[str, int] = {"": 0}
    told = []
    for name, read in (("comment", confirmed_from), ("confirmed_from", str)):
        note = grid.notes.get(name)
        cells = note.cells.get(column) if note else None
        if note is None or cells is None:
            told.append(np.zeros(grid.shape[1], dtype=np.int32))
        else:
            places = [labels.setdefault(read(each), len(labels)) for each in note.contents]
            told.append(np.array(places, dtype=np.int32)[cells])
    if len(labels) > 1 and (told[0] != told[1]).any():
        found.update(b"confirmed_from")
        _coded(found, told[1], tuple(labels))


def _answers(found: Any, grid: Grid, column: int) -> None:
    """Hash what was answered; a tick is the number 1 or 0, as it is when two answers are compared."""
    numbers, codes = grid.number.get(column), grid.code[column]
    ticks = [index for index, value in enumerate(grid.values) if isinstance(value, bool)]
    if ticks and np.isin(codes, ticks).any():
        ones = np.array([float(value) if isinstance(value, bool) else np.nan for value in (*grid.values, None)])
        ticked = ones[codes]
        numbers = ticked if numbers is None else np.where(np.isnan(ticked), numbers, ticked)
        codes = np.where(np.isin(codes, ticks), -1, codes)
    _numbers(found, numbers)
    _coded(found, codes, (*grid.values, None))


def _numbers(found: Any, numbers: NDArray[np.float64] | None) -> None:
    if numbers is None or np.isnan(numbers).all():
        found.update(b"-")
        return
    plain = np.where(np.isnan(numbers), np.nan, numbers + 0.0)  # one kind of zero, one kind of no number
    found.update(plain.astype("<f8").tobytes())


def _coded(found: Any, codes: NDArray[Any], contents: Iterable[AnswerValue]) -> None:
    """Hash codes by what they stand for: distinct contents in the order of their texts, then their numbers."""
    contents = tuple(contents)
    used = distinct(codes)
    texts = {each: json.dumps(contents[each], ensure_ascii=False, separators=(",", ":")) for each in used}
    order = {text: place for place, text in enumerate(sorted(set(texts.values())))}
    places = np.zeros(len(contents) + 1, dtype="<i4")
    for each, text in texts.items():
        places[each] = order[text]
    found.update(_json(list(order)))
    found.update(places[codes].tobytes())


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
