"""Files of answers as somebody names them: ``-`` is standard input, a file among the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyindex.answers.piped import Piped

STDIN = "-"


def given(names: Sequence[str], reader: str = "") -> list[str | Piped]:
    """Give what is to be read, in its order; standard input is read now.

    :param reader: the name of the reader that is asked for; empty: what it looks like decides
    :raises WrongUseError: where standard input is named twice, or there is none
    :raises ProblemsFoundError: where more comes by it than fits
    """
    if STDIN not in names:
        return list(names)
    import sys

    from policyindex.answers.piped import LINED, NAME, Piped
    from policyindex.files.text import STREAM_LIMIT, read_stream
    from policyindex.problems.errors import WrongUseError

    if names.count(STDIN) > 1:
        raise WrongUseError("standard input (-) can be read once: name it once")
    if sys.stdin is None:
        raise WrongUseError("there is no standard input")

    def lined(start: bytes) -> bool:
        return (reader or Piped(start).reader) in LINED

    piped = Piped(read_stream(sys.stdin.buffer, NAME, STREAM_LIMIT, lined))
    return [piped if each == STDIN else each for each in names]
