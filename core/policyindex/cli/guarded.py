"""Standard output that is a terminal: text of any format, with nothing in it that would rewrite the screen."""

from __future__ import annotations

import codecs
import io
import re
from typing import Any, TextIO

from policyindex.problems.characters import plain

_KEPT = re.compile("(\x1b\\[[012]m|[\n\t])")
"""Bold, quiet and back, as pages are written with; ends of lines and tabs."""
_UNDECODED = re.compile("[\udc80-\udcff]+")


class GuardedScreen(io.BufferedIOBase):
    """Takes bytes as standard output does: UTF-8, or where they are none what the terminal's encoding makes of them."""

    def __init__(self, screen: TextIO) -> None:
        self._screen = screen
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._decoder = io.IncrementalNewlineDecoder(decoder, translate=True)

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: Any, /) -> int:
        """Show what is safe, and a sign in place of what is not."""
        self._show(self._decoder.decode(bytes(data)))
        return len(data)

    def finish(self) -> None:
        """Show what is left of a text that ends in half a character."""
        self._show(self._decoder.decode(b"", final=True))
        self._screen.flush()

    def _show(self, text: str) -> None:
        text = _UNDECODED.sub(self._in_encoding, text)
        parts = _KEPT.split(text)
        self._screen.write("".join(part if at % 2 else plain(part) for at, part in enumerate(parts)))

    def _in_encoding(self, found: re.Match[str]) -> str:
        return found[0].encode("utf-8", "surrogateescape").decode(self._screen.encoding, "replace")
