"""References to instruments: ``ID[@EDITION](+STRAND[@EDITION])*``, or a file."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from policyindex.problems.errors import WrongUseError

_NAME = r"[a-z][a-z0-9-]*"
_EDITION = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_WHOLE = re.compile(rf"{_NAME}(@{_EDITION})?(\+{_NAME}(@{_EDITION})?)*")


class Named(NamedTuple):
    """An id with an edition, or with ``""`` for the newest."""

    id: str
    edition: str = ""


class Reference(NamedTuple):
    """An instrument and the strands to compose into it, sorted."""

    base: Named
    strands: tuple[Named, ...] = ()


def is_file(text: str) -> bool:
    """Tell whether a reference means a file: one that exists, or that is written like a path."""
    looks = text.startswith((".", "/", "~")) or text.endswith((".yaml", ".yml"))
    return looks or Path(text).is_file()


def refuse_workbook(text: str) -> None:
    """Raise WrongUseError for a workbook where an instrument's file belongs."""
    if text.lower().endswith(".xlsx"):
        made = f"{Path(text).stem}.yaml"
        command = f"policyindex instruments from-xlsx {quote(text)} --output {quote(made)}"
        raise WrongUseError(f"{text} is a workbook; an instrument in a spreadsheet is converted first: {command}")


def parse_reference(text: str) -> Reference:
    """Read a reference, or raise WrongUseError."""
    if not _WHOLE.fullmatch(text):
        raise WrongUseError(f"'{text}' is no reference: write ID, ID@EDITION or ID+STRAND, or a file as ./NAME.yaml")
    base, *strands = (Named(*part.split("@")) for part in text.split("+"))
    ids = [strand.id for strand in strands]
    if len(set(ids)) < len(ids):
        raise WrongUseError(f"'{text}' names a strand twice")
    return Reference(base, tuple(sorted(strands)))
