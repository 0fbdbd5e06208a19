"""Reading a text file: every fault a file can have before its content is looked at."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from policyindex.files.opened import note_read
from policyindex.problems import Location, Problem, problem
from policyindex.problems.errors import ProblemsFoundError

_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control and direction-changing characters, and halves of characters: they could rewrite what a reader sees."""
_LINE_END = re.compile(r"\r\n|\n|\r")
_KINDS = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}
INSTRUMENT_LIMIT = 8_000_000
ANSWERS_LIMIT = 2_000_000_000
STREAM_LIMIT = 200_000_000  # of what is no plain file and has no size
LINE_LIMIT = 16_000_000
_PIECE = 1 << 20
_NOTHING = bytes(64)


def read_bytes(path: Path, limit: int, expected: str = "", *, lined: bool = False) -> bytes:
    """Read a file of at most ``limit`` bytes, or raise ProblemsFoundError saying why not.

    :param lined: it is a row a line: a stream that has no size is refused at a line that no table has
    """
    location = Location(str(path))
    if path.is_dir():
        raise ProblemsFoundError([problem("file-is-directory", location)])
    try:
        with path.open("rb") as stream:
            note_read(path, os.fstat(stream.fileno()))
            plain = path.is_file()
            ends = None if plain or not lined else lambda start: True
            data = read_stream(stream, str(path), limit if plain else min(limit, STREAM_LIMIT), ends)
    except FileNotFoundError:
        raise ProblemsFoundError([problem("file-not-found", location)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ProblemsFoundError([problem("file-not-readable", location, reason=reason)]) from None
    if not data.removeprefix(_BOM).strip():
        raise ProblemsFoundError([problem("file-empty", location, expected=expected or "some text")])
    return data


def check_lines(path: Path) -> None:
    """Raise ProblemsFoundError where a file has a line that no table has, before all of it is held."""
    if not path.is_file() or path.stat().st_size <= LINE_LIMIT:
        return
    lines = _Lines(str(path))
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            lines.take(piece)


class _Lines:
    """Counts the bytes of lines while pieces of a table come."""

    def __init__(self, name: str) -> None:
        self._name, self._length, self._line = name, 0, 0

    def take(self, piece: bytes) -> None:
        """Raise ProblemsFoundError where the piece makes a line longer than that of any table."""
        first, end = piece.find(b"\n"), piece.rfind(b"\n")
        self._length += len(piece) if end < 0 else first
        if self._length > LINE_LIMIT:
            raise ProblemsFoundError(
                [problem("file-line-too-long", Location(self._name, self._line + 1), limit=LINE_LIMIT)]
            )
        if end >= 0:
            self._length, self._line = len(piece) - end - 1, self._line + piece.count(b"\n")


def read_stream(stream: BinaryIO, name: str, limit: int, lined: Callable[[bytes], bool] | None = None) -> bytes:
    """Read what a stream holds, taking no more room than that; ``name`` stands for it in the problem.

    :param lined: tells from the first bytes whether it is a row a line, of which none is endless; None: it is not
    :raises ProblemsFoundError: where it is more than ``limit`` bytes, or has a line of more than ``LINE_LIMIT``
    """
    expected = _size(stream)
    at_once = len(_NOTHING) if lined else expected or len(_NOTHING)
    piece = stream.read(min(at_once, limit) + 1)  # one more, to see whether it ends there
    if not expected and piece.startswith(_NOTHING):  # such as /dev/zero, which never ends
        raise ProblemsFoundError([problem("file-nul-bytes", Location(name, 1, 1))])
    pieces, length = [piece], len(piece)
    lines = _Lines(name) if lined and lined(piece) else None
    while piece and length <= limit:
        if lines:
            lines.take(piece)
        piece = stream.read(min(_PIECE, limit + 1 - length))
        pieces.append(piece)
        length += len(piece)
    if length > limit:
        size = expected if expected > limit else f"more than {limit}"
        raise ProblemsFoundError([problem("file-too-large", Location(name), size=size, limit=limit)])
    return b"".join(each for each in pieces if each)


def _size(stream: BinaryIO) -> int:
    """Give the size of a plain file; 0 where nobody knows."""
    try:
        about = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return 0
    return about.st_size if stat.S_ISREG(about.st_mode) else 0


def decode(data: bytes, name: str, *, allow_control: bool = False) -> tuple[str, list[Problem]]:
    """Turn bytes into text with ``\\n`` line ends; return it with the warnings, or raise on errors."""
    warnings: list[Problem] = []
    if data.startswith(_BOM):
        warnings.append(problem("file-bom", Location(name, 1, 1)))
        data = data[len(_BOM) :]
    for mark, encoding in _OTHER_BOMS.items():
        if data.startswith(mark):
            raise ProblemsFoundError(
                [problem("file-encoding", Location(name, 1, 1), reason=f"it looks like {encoding}")]
            )
    if len(data) > 20 and max(data[::2].count(0), data[1::2].count(0)) > len(data) * 0.3:
        raise ProblemsFoundError([problem("file-encoding", Location(name, 1, 1), reason="it looks like UTF-16")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8", "replace"))
        reason = f"byte 0x{data[error.start]:02x}"
        raise ProblemsFoundError([problem("file-encoding", Location(name, line, column), reason=reason)]) from None
    ends = [_KINDS[each] for each in _LINE_END.findall(text)]
    if len(set(ends)) > 1:
        line = next(number for number, end in enumerate(ends, 1) if end != ends[0])
        warnings.append(problem("file-mixed-line-ends", Location(name, line), kinds=" and ".join(sorted(set(ends)))))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := UNWANTED.search(text):
        where = Location(name, *_place(text[: control.start()]))
        if control[0] == "\0":
            raise ProblemsFoundError([problem("file-nul-bytes", where)])
        if not allow_control:
            raise ProblemsFoundError([problem("file-control-character", where, value=f"U+{ord(control[0]):04X}")])
    return text, warnings


def _place(before: str) -> tuple[int, int]:
    normal = before.replace("\r\n", "\n").replace("\r", "\n")
    return normal.count("\n") + 1, len(normal) - normal.rfind("\n")
