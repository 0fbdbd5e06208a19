"""Reading a text file: every fault a file can have before its content is looked at."""

from __future__ import annotations

import re
from pathlib import Path

from policyindex.errors import ProblemsFoundError
from policyindex.problems import Location, Problem, problem

_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
INSTRUMENT_LIMIT = 8_000_000
ANSWERS_LIMIT = 2_000_000_000


def read_bytes(path: Path, limit: int, expected: str = "") -> bytes:
    """Read a file of at most ``limit`` bytes, or raise ProblemsFoundError saying why not."""
    location = Location(str(path))
    if path.is_dir():
        raise ProblemsFoundError([problem("file-is-directory", location)])
    try:
        size = path.stat().st_size
        if size > limit:
            raise ProblemsFoundError([problem("file-too-large", location, size=size, limit=limit)])
        data = path.read_bytes()
    except FileNotFoundError:
        raise ProblemsFoundError([problem("file-not-found", location)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ProblemsFoundError([problem("file-not-readable", location, reason=reason)]) from None
    if not data.strip():
        raise ProblemsFoundError([problem("file-empty", location, expected=expected or "some text")])
    return data


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
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8", "replace"))
        reason = f"byte 0x{data[error.start]:02x}"
        raise ProblemsFoundError([problem("file-encoding", Location(name, line, column), reason=reason)]) from None
    kinds = [label for label, found in _line_ends(text).items() if found]
    if len(kinds) > 1:
        warnings.append(problem("file-mixed-line-ends", Location(name), kinds=" and ".join(kinds)))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := _CONTROL.search(text):
        where = Location(name, *_place(text[: control.start()]))
        if control[0] == "\0":
            raise ProblemsFoundError([problem("file-nul-bytes", where)])
        if not allow_control:
            raise ProblemsFoundError([problem("file-control-character", where, value=f"U+{ord(control[0]):04X}")])
    return text, warnings


def _line_ends(text: str) -> dict[str, int]:
    windows = text.count("\r\n")
    return {"CRLF": windows, "LF": text.count("\n") - windows, "CR": text.count("\r") - windows}


def _place(before: str) -> tuple[int, int]:
    normal = before.replace("\r\n", "\n").replace("\r", "\n")
    return normal.count("\n") + 1, len(normal) - normal.rfind("\n")
