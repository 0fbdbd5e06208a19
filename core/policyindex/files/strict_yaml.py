"""Strict YAML with places: built from parser events, so that depth, duplicates and aliases can be refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from policyindex.files.nesting import shallow
from policyindex.files.text import INSTRUMENT_LIMIT, UNWANTED, decode, read_bytes
from policyindex.problems import Location, Problem, problem
from policyindex.problems.errors import ProblemsFoundError

DEPTH_LIMIT = 40
ENTRIES_LIMIT = 120_000
"""Keys and values in a file: a hundred times what the largest index at hand needs, read in a second."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_CONSTANTS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)

_EATEN = re.compile(r"(?P<space>[ \t]+)(?P<rest>#(?:(?P<digit>[0-9])|(?P<glued>[^\s#!]))?.*)")
"""What follows a plain text on its line: a comment, unless the text was meant to go on."""

_PLAIN = {
    "mapping values are not allowed": "a colon with a space behind it stands inside a text: quote the text",
    "cannot start any token": "this character cannot start a value: indent with spaces, and quote texts that start with it",
    "could not find expected ':'": "a key without its colon, or a text over several lines that is not indented",
    "did not find expected key": "a key was expected here: look for wrong indentation or a missing comma",
    "did not find expected '-' indicator": "an item of a list was expected here: look for wrong indentation",
    "did not find expected ',' or ']'": "a list in brackets lacks a comma or its closing bracket",
    "did not find expected ',' or '}'": "a mapping in braces lacks a comma or its closing brace",
    "directive": "a line that starts with % is not a value: quote it",
}

Path_ = tuple[str | int, ...]


class Places(dict[Path_, Location]):
    """Where each value (and, under ``(*path, "<key>")``, each key) of a document stands."""

    def at(self, *path: str | int) -> Location:
        """Give the place of the value, or of the nearest thing around it that has one."""
        for length in range(len(path), -1, -1):
            if path[:length] in self:
                return self[path[:length]]
        return Location()

    def of_key(self, *path: str | int) -> Location:
        """Give the place of the key of a mapping entry."""
        return self.get((*path, "<key>")) or self.at(*path)


class Document:
    """A YAML file as data, with places and the warnings met on the way."""

    def __init__(self, name: str, data: dict[str, Any], places: Places, warnings: list[Problem]) -> None:
        self.name, self.data, self.places, self.warnings = name, data, places, warnings


def read_yaml(path: Path) -> Document:
    """Read a YAML file whose top is a mapping; raise ProblemsFoundError with every fault found."""
    data = read_bytes(path, INSTRUMENT_LIMIT, "keys with values, such as 'format: 1'")
    text, warnings = decode(data, str(path))
    return parse_yaml(text, str(path), warnings)


def parse_yaml(text: str, name: str, warnings: list[Problem] | None = None) -> Document:
    """Parse YAML text; ``name`` stands for the file in problems."""
    builder = _Builder(name, text)
    try:
        data = builder.document()
    except yaml.YAMLError as error:
        raise ProblemsFoundError([_syntax(error, text, name)]) from None
    if builder.problems:
        raise ProblemsFoundError(builder.problems)
    if not isinstance(data, dict):
        found = "a list" if isinstance(data, list) else "nothing but comments" if data is None else "a single value"
        raise ProblemsFoundError([problem("yaml-not-a-mapping", Location(name, 1, 1), found=found)])
    return Document(name, data, builder.places, [*(warnings or []), *builder.warnings])


def _syntax(error: yaml.YAMLError, text: str, name: str) -> Problem:
    """Say in plain words what the parser stumbled over; where something never ends, point at its start."""
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        where = Location(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return problem("file-control-character", where, value=f"U+{ord(text[error.position]):04X}")
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    reason = str(getattr(error, "problem", None) or error).splitlines()[0]
    if mark and start and mark.line >= text.rstrip().count("\n") + 1:
        mark, reason = start, "what starts here never ends"
    where = Location(name, mark.line + 1, mark.column + 1) if mark else Location(name)
    plain = next((words for part, words in _PLAIN.items() if part in reason), reason)
    return problem("yaml-syntax", where, reason=plain)


class _Builder:
    """Turns parser events into plain data."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.events: Iterator[Any] = iter(yaml.parse(shallow(text, DEPTH_LIMIT + 2), Loader=_LOADER))
        self.places = Places()
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.lines = text.split("\n")

    def document(self) -> Any:
        data: Any = None
        for count, event in enumerate(self._documents()):
            if count:
                self._report("yaml-several-documents", event)
                break
            data = self._value(next(self.events), ())
        return data

    def _documents(self) -> Iterator[Any]:
        return (event for event in self.events if isinstance(event, yaml.DocumentStartEvent))

    def _value(self, event: Any, path: Path_) -> Any:
        self.places.setdefault(path, self._place(event))
        if len(self.places) > ENTRIES_LIMIT:
            self._report("yaml-too-many-entries", event, limit=ENTRIES_LIMIT)
            raise ProblemsFoundError(self.problems)
        if len(path) > DEPTH_LIMIT:
            self._report("yaml-too-deep", event, limit=DEPTH_LIMIT)
            raise ProblemsFoundError(self.problems)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._report("yaml-alias", event)
        if getattr(event, "tag", None) not in (None, "!"):
            self._report("yaml-tag", event, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            if event.implicit[0]:
                self._comment(event, path)
            if control := UNWANTED.search(event.value):
                self._report("file-control-character", event, value=f"U+{ord(control[0]):04X}")
            return scalar(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(each, (*path, index)) for index, each in enumerate(self._until(yaml.SequenceEndEvent))]
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return None

    def _comment(self, event: Any, path: Path_) -> None:
        """Warn of a text that a ``#`` cut off, where what follows looks like more of it than like a comment."""
        end = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        found = _EATEN.match(line, end.column)
        if not found or path[-1:] == ("<key>",) or not isinstance(scalar(event.value), str):
            return
        asked = found["rest"].rstrip().endswith("?") and not event.value.rstrip().endswith((".", "?", "!", ":"))
        if found["digit"] or (found["space"] == " " and (found["glued"] or (asked and " " in event.value))):
            where = Location(self.name, end.line + 1, found.start("rest") + 1)
            kept = f"{event.value} {found['rest'].rstrip()}"
            self.warnings.append(
                problem("yaml-text-cut", where, value=event.value, rest=found["rest"].rstrip(), quoted=kept)
            )

    def _mapping(self, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._value(event, (*path, "<key>"))
            if not isinstance(key, str):
                self._report("yaml-key-not-text", event, key=getattr(event, "value", "here"))
                key = str(getattr(event, "value", "<key>"))
            if key in found:
                self._report("yaml-duplicate-key", event, key=key, first=self.places.of_key(*path, key).line)
            first = (*path, key, "<key>") in self.places
            found[key] = self._value(next(self.events), (*path, key))
            if not first:  # only now: reading the value uses the same entry for its own keys
                self.places[(*path, key, "<key>")] = self._place(event)
        self.places.pop((*path, "<key>"), None)
        return found

    def _until(self, end: type) -> Iterator[Any]:
        while not isinstance(event := next(self.events), end):
            yield event

    def _place(self, event: Any) -> Location:
        return Location(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _report(self, code: str, event: Any, **values: object) -> None:
        self.problems.append(problem(code, self._place(event), **values))


def scalar(text: str) -> str | int | Decimal | bool | None:
    """Read a plain scalar by YAML 1.2's core types; decimals stay exact, ``NO`` stays text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text) and len(text) < 400:
        return int(text)
    if _OTHER_BASE.fullmatch(text) and len(text) < 400:
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() and number.copy_abs() < 10**15 else number
    return text
