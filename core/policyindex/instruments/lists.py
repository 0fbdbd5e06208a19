"""Shared lists are put in the places of their names before anything else is checked.

So an instrument with lists is the instrument that is written out; what is wrong with an entry is told where the list
has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from policyindex.files.strict_yaml import Document, Path_, Places
from policyindex.instruments.models import InstrumentFile, Option, SharedLists, StrandFile
from policyindex.instruments.shape import validated
from policyindex.problems import Location, Problem, hint, listing, meant, problem, repeated
from policyindex.problems.errors import ProblemsFoundError
from policyindex.questions.indicator import KINDS

OPTIONS, POINTS = "options", "points"
_KEYS = {OPTIONS: "option_lists", POINTS: "point_lists"}
LIMIT = 100_000
"""Options that lists are written out to, added up over all questions."""


class Named(NamedTuple):
    """The lists that a question takes its options and their points from, or a node its points; empty: it has its own."""

    options: str = ""
    points: str = ""


class Spread(NamedTuple):
    """The data of some files with their lists in place, and what each question and node took from lists."""

    data: list[dict[str, Any]]
    named: dict[str, Named]


class _Entry(NamedTuple):
    """One shared list: its content, and where it stands."""

    content: Mapping[str, Any]
    path: Path_
    places: Mapping[Path_, Location]
    """Where everything inside stands, keys too, by paths from the list's top."""


def spread(documents: Sequence[Document], problems: list[Problem], *, alone: bool = False) -> Spread:
    """Put the shared lists of an instrument's files in place; their places are noted in the documents.

    :param problems: gets what is wrong with lists and with their names
    :param alone: the files are a part of something: names of lists that stand elsewhere are no fault, and what uses them
        is left out
    """
    spreader = _Spreader(documents, problems, alone=alone)
    data = [spreader.file(each) for each in documents]
    spreader.tell()
    return Spread(data, spreader.named)


class _Spreader:
    def __init__(self, documents: Sequence[Document], problems: list[Problem], *, alone: bool) -> None:
        self.problems, self.alone = problems, alone
        self.named: dict[str, Named] = {}
        self.left = LIMIT
        self.sound = True
        self.misspelt: set[str] = set()
        """Kinds of lists whose key in the file is misspelt, which is told of the key: none of their names is known then."""
        self.known: dict[str, dict[str, _Entry]] = {OPTIONS: {}, POINTS: {}}
        self.faults: dict[tuple[str, str, str], list[Problem]] = {}
        """What names of lists and their codes have wrong, wherever they stand."""
        for document in documents:
            self._collect(document)

    def tell(self) -> None:
        """Tell each fault once, however many questions have it from the same name."""
        for first, *others in self.faults.values():
            places = sorted({each.location for each in (first, *others)})
            fault = repeated(first, places, 1 + len(others)) if others else first
            self.problems.append(fault)

    def _collect(self, document: Document) -> None:
        for key in set(document.data) - set(InstrumentFile.model_fields) - set(StrandFile.model_fields):
            self.misspelt.update(kind for kind, name in _KEYS.items() if meant(key, _KEYS.values()) == name)
        given = {key: document.data[key] for key in _KEYS.values() if key in document.data}
        try:
            lists = validated(SharedLists, given, document.places) if given else SharedLists()
        except ProblemsFoundError as error:
            self.problems.extend(error.problems)
            self.sound = False
            return
        inside: dict[Path_, dict[Path_, Location]] = {}
        for path, where in document.places.items() if given else ():
            if path[:1] in (("option_lists",), ("point_lists",)):
                inside.setdefault(path[:2], {})[path[2:]] = where
        for kind, key in _KEYS.items():
            for name, content in getattr(lists, key).items():
                entry = _Entry(content, (key, name), inside.get((key, name), {}))
                if (first := self.known[kind].setdefault(name, entry)) is not entry:
                    where, before = document.places.of_key(key, name), first.places.get(("<key>",), Location())
                    self.problems.append(problem("id-taken", where, id=name, first=before.render()))

    def file(self, document: Document) -> dict[str, Any]:
        """Give the data of one file, its lists in place."""
        found = {key: each for key, each in document.data.items() if self.sound or key not in _KEYS.values()}
        entries = found.get("indicators")
        if isinstance(entries, dict):
            pairs = ((key, self._question(document.places, ("indicators", key), each)) for key, each in entries.items())
            found["indicators"] = {key: each for key, each in pairs if each is not None}
        nodes = found.get("nodes")
        if isinstance(nodes, dict):
            places = document.places
            scored = {key: self._node(places, ("nodes", key), each) for key, each in nodes.items()}
            found["nodes"] = {key: each for key, each in scored.items() if each is not None}
        return found

    def _node(self, places: Places, path: Path_, node: Any) -> Any:
        """Put a list of points in place as another scheme of a node's question."""
        name = node.get(POINTS) if isinstance(node, dict) else None
        if not isinstance(name, str):
            return node
        entry = self._list(POINTS, name, places, path)
        if entry is None:
            return None
        self.named[str(path[-1])] = Named(points=name)
        self._count(len(entry.content), places, path)
        return {**node, POINTS: dict(entry.content)}

    def _question(self, places: Places, path: Path_, question: Any) -> Any:
        if not isinstance(question, dict) or question.get("kind", KINDS[0]) != KINDS[0]:
            return question
        options, points = _spelled(question.get(OPTIONS)), question.get(POINTS)
        if isinstance(options, dict):
            question = {**question, OPTIONS: options}
        names = Named(*(each if isinstance(each, str) else "" for each in (options, points)))
        if not any(names):
            return question
        lists = [self._list(kind, name, places, path) for kind, name in zip(_KEYS, names, strict=True) if name]
        if None in lists:
            return None
        self.named[str(path[-1])] = names
        whole = dict(question)
        if names.options:
            entry = self.known[OPTIONS][names.options]
            self._count(len(entry.content), places, path)
            whole[OPTIONS] = {
                code: Option(text=each) if isinstance(each, str) else each for code, each in entry.content.items()
            }
            self._place(entry, places, (*path, OPTIONS))
        if names.points:
            del whole[POINTS]
            whole[OPTIONS] = self._with_points(whole.get(OPTIONS), names, places, path)
        return whole

    def _list(self, kind: str, name: str, places: Places, path: Path_) -> _Entry | None:
        """Find a list; where there is none, say so unless it may stand elsewhere."""
        found = self.known[kind].get(name)
        if found is None and self.sound and not self.alone and kind not in self.misspelt:
            known = self.known[kind]
            values = {"name": name, "key": _KEYS[kind], "known": listing(known), "hint": hint(name, known)}
            self._note((kind, name, ""), problem("list-unknown", places.at(*path, kind), **values))
        return found

    def _with_points(self, options: Any, names: Named, places: Places, path: Path_) -> Any:
        """Give options that are texts alone the points of a list."""
        if not isinstance(options, dict):
            return options
        entry = self.known[POINTS][names.points]
        found: dict[str, Any] = {}
        self._count(len(options), places, path)
        for code, each in options.items():
            own = each.model_dump() if isinstance(each, Option) else each
            worth = entry.content.get(code)
            values = {"indicator": path[-1], "option": code, "name": entry.path[-1]}
            if isinstance(own, dict) and (own.get("points") is not None or own.get("status") is not None):
                self.problems.append(problem("list-points-twice", places.of_key(*path, OPTIONS, code), **values))
            elif worth is None:
                self._note(
                    (POINTS, names.points, code), problem("list-code-missing", places.at(*path, POINTS), **values)
                )
            else:
                key = "status" if isinstance(worth, str) else "points"
                if where := entry.places.get((code,)):
                    places.setdefault((*path, OPTIONS, code, key), where)
                found[code] = _worth(each, key, worth)
                continue
            found[code] = _worth(each, "points", Decimal(0))  # its points are told of already
        return found

    def _note(self, fault: tuple[str, str, str], found: Problem) -> None:
        self.faults.setdefault(fault, []).append(found)

    def _place(self, entry: _Entry, places: Places, path: Path_) -> None:
        places.update({(*path, *rest): where for rest, where in entry.places.items()})

    def _count(self, options: int, places: Places, path: Path_) -> None:
        self.left -= options
        if self.left < 0:
            raise ProblemsFoundError([*self.problems, problem("lists-too-large", places.at(*path), limit=LIMIT)])


def _spelled(options: Any) -> Any:
    """Give options that are texts alone as options."""
    if not isinstance(options, dict):
        return options
    return {code: {"text": each} if isinstance(each, str) else each for code, each in options.items()}


def _worth(option: Any, key: str, worth: Any) -> Any:
    if isinstance(option, Option):
        return option.model_copy(update={key: worth})
    return {**option, key: worth} if isinstance(option, dict) else option
