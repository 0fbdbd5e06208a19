"""Brackets nested without end, cut off before a parser meets them: parsers have limits and words of their own."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.reader import Reader
from yaml.scanner import Scanner


def shallow(text: str, limit: int) -> str:
    """Give YAML text up to where brackets and braces nest deeper than ``limit``.

    A parser reads ahead to the end of a line, no further, before it tells of a bracket. So a text whose lines have no
    more brackets than the limit is given as it is; others are read with care for quotes, comments and plain text.
    """
    if all(line.count("[") + line.count("{") <= limit for line in text.split("\n")):
        return text
    try:
        brackets: Any = _Brackets(text, limit)
        while brackets.get_token():
            pass
    except _TooDeepError as found:
        return text[: found.end]
    except yaml.YAMLError:  # the parser stops there too, and says why
        pass
    return text


class _TooDeepError(Exception):
    def __init__(self, end: int) -> None:
        self.end = end


class _Brackets(Reader, Scanner):
    """The tokens of a text, until brackets nest deeper than a limit."""

    def __init__(self, text: str, limit: int) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        self.limit = limit

    def fetch_flow_collection_start(self, TokenClass: Any) -> None:  # noqa: N803 (the scanner's own name)
        if self.flow_level >= self.limit:
            raise _TooDeepError(self.index + 1)
        super().fetch_flow_collection_start(TokenClass)
