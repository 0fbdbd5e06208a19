"""Answer files in JSON: a list of long records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from policyindex.answers import authorities, references
from policyindex.answers.keys import Keys
from policyindex.answers.reading import Cell, Reading, RowReader
from policyindex.answers.record import ALL_FIELDS, FIELDS
from policyindex.files.text import decode
from policyindex.instruments.instrument import Instrument
from policyindex.problems import Location, compact, hint, listing, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.asked import Takes
from policyindex.questions.written import text_of

_SPACE = re.compile(r"\s*")
_HALF = re.compile("[\ud800-\udfff]")
_PLAIN = {
    "Expecting value": "a value was expected here: look for a stray comma or a missing value",
    "Expecting property name": "a name in double quotes was expected here: look for a stray comma or other quotation marks",
    "Expecting ',' delimiter": "a comma was expected here",
    "Expecting ':' delimiter": "a colon was expected here",
    "Unterminated string": "a text starts here and never ends",
    "Extra data": "more follows where the list should have ended; records stand in one list, with commas between",
    "Invalid control character": "a line end or control character stands inside a text",
    "Invalid \\": "a backslash stands before a character it does not fit",
    "integer string conversion": "a number here has too many digits",
}
_PART = '{"territory": "BE-VLG", "option": "full", "share": 0.6, "reference": "…"}'
_NEEDED = ("unit", "period", "indicator")


def read_json(data: bytes, name: str, instrument: Instrument) -> Reading:
    """Read JSON from bytes; places name the line where a record starts, ``name`` stands for the file."""
    text, warnings = decode(data, name)
    keys = Keys(instrument.periods)
    reader = RowReader(instrument, keys)
    reader.reading.problems.extend(warnings)
    count = 0
    for where, record in _records(text, name):
        count += 1
        compact(reader.reading.problems)
        row = _row(reader, record, where)
        if row is not None:
            reader.read(row)
    if not count:
        reader.report("answers-none", Location(name))
    reader.reading.problems.extend(keys.problems())
    return reader.reading


def _row(reader: RowReader, record: Any, where: Location) -> dict[str, Cell] | None:
    if not isinstance(record, dict):
        reader.report("answers-json-shape", where, found=_kind(record), expected='a record such as {"unit": "SE", …}')
        return None
    row: dict[str, Cell] = {}
    for field, value in record.items():
        if field not in ALL_FIELDS:
            reader.report("answers-field-unknown", where, field=field, known=listing(FIELDS), hint=hint(field, FIELDS))
            return None
        if field == "parts" and isinstance(value, list | dict):
            try:
                text = _parts(value)
            except ValueError as error:
                reader.report("answers-json-shape", where, found=error, expected=f"a list of parts such as [{_PART}]")
                return None
            if _HALF.search(text):
                reader.report("answers-text-broken", where, field=field)
                return None
            row[field] = Cell(text, where)
            continue
        asked = reader.instrument.indicators.get(str(record.get("indicator")))
        single = record.get("indicator") and not (asked and asked.takes is Takes.CODES)
        if isinstance(value, list) and field == "answer" and single:
            expected = f"a single answer: '{record['indicator']}' has no sub-options"
            reader.report("answers-json-shape", where, found="a list", expected=expected)
            return None
        items = value if isinstance(value, list) and field in ("answer", "references") else [value]
        odd = [
            each for each in items if isinstance(each, list | dict) or (items is value and not isinstance(each, str))
        ]
        if odd:
            expected = f"texts in the list '{field}'" if items is value else f"a single value for '{field}'"
            reader.report("answers-json-shape", where, found=_kind(odd[0]), expected=expected)
            return None
        if any(isinstance(each, str) and _HALF.search(each) for each in items):
            reader.report("answers-text-broken", where, field=field)
            return None
        text = references.join(value) if field == "references" and isinstance(value, list) else text_of(value)
        row[field] = Cell(text, where)
    for field in _NEEDED:
        row.setdefault(field, Cell("", where))
    return row


def _parts(value: object) -> str:
    """Give the written form of a list of parts.

    :raises ValueError: saying what stands in place of one
    """
    if not isinstance(value, list):
        raise ValueError(_kind(value))
    return authorities.written(authorities.of_records(value))


def _records(text: str, name: str) -> Iterator[tuple[Location, Any]]:
    """Decode one record after the other, so that each has a place."""
    decoder = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse)
    at = _skip(text, 0)
    if text[at : at + 1] != "[":
        try:
            whole = decoder.decode(text)
        except (ValueError, RecursionError) as error:
            raise ProblemsFoundError([_syntax(error, text, name, at)]) from None
        found = _kind(whole)
        raise ProblemsFoundError(
            [problem("answers-json-shape", Location(name, 1, 1), found=found, expected="a list of records")]
        )
    at, line, counted = _skip(text, at + 1), 1, 0
    first = True
    try:
        while text[at : at + 1] != "]":
            if not first:
                if text[at : at + 1] != ",":
                    raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
                at = _skip(text, at + 1)
            line, counted = line + text.count("\n", counted, at), at
            record, end = decoder.raw_decode(text, at)
            yield Location(name, line), record
            at, first = _skip(text, end), False
        if _skip(text, at + 1) != len(text):
            raise json.JSONDecodeError("Extra data", text, at + 1)
    except (ValueError, RecursionError) as error:
        raise ProblemsFoundError([_syntax(error, text, name, at)]) from None


def _syntax(error: Exception, text: str, name: str, at: int) -> Any:
    position = error.pos if isinstance(error, json.JSONDecodeError) else at
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    reason = next((words for part, words in _PLAIN.items() if part in said), said)
    reason = "nested too deep" if isinstance(error, RecursionError) else reason
    return problem("answers-json", Location(name, line, column), reason=reason)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key '{twice}' stands twice")
    return record


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number in JSON: use null where there is none")


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match
    return match.end()


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
