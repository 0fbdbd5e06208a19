"""Text on a page of a certain width: how wide it is, how it is wrapped, columns side by side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

GAP = 2


def width(text: str) -> int:
    """Tell how many places a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_places(char) for char in text)


def _places(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, room: int) -> list[str]:
    """Break a text at its spaces into lines of at most ``room`` places; a longer word is broken too.

    Each line begins with the spaces that the text begins with, at most half the room.
    """
    if width(text) <= room:
        return [text]
    if text.startswith(" "):
        bare = text.lstrip(" ")
        indent = min(len(text) - len(bare), room // 2)
        return [" " * indent + line for line in wrap(bare, room - indent)]
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, room)
        lines += whole
    return [*lines, line]


def _broken(word: str, room: int) -> Iterator[str]:
    part, taken = "", 0
    for char in word:
        places = _places(char)
        if part and taken + places > room:
            yield part
            part, taken = "", 0
        part, taken = part + char, taken + places
    yield part


def pad(text: str, room: int, *, right: bool = False) -> str:
    """Fill a text with spaces up to a width."""
    space = " " * max(room - width(text), 0)
    return space + text if right else text + space


def widths(columns: Sequence[Sequence[str]], limits: Sequence[int]) -> list[int]:
    """Give the width that each column of texts wants; a limit of 0 is none."""
    wanted = [max(map(width, cells), default=0) for cells in columns]
    return [min(each, limit) if limit else each for each, limit in zip(wanted, limits, strict=True)]


LONGEST_WORD = 20


def word_widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """Give the width of the longest word in each column of texts, up to that of a long word."""
    longest = (max((width(word) for cell in cells for word in cell.split(" ")), default=1) for cells in columns)
    return [min(each, LONGEST_WORD) for each in longest]


def squeeze(wanted: Sequence[int], room: int, least: Sequence[int] = ()) -> list[int]:
    """Take from the widest columns, evenly, until all fit the room, at least one place each.

    :param least: widths below which a column goes only once all the others are at theirs, such as that of a word
    """
    found = [min(each, room) for each in wanted]
    ones = [1] * len(found)
    for floor in (least, ones) if least else (ones,):
        while sum(found) + GAP * (len(found) - 1) > room:
            open_ = [at for at, each in enumerate(found) if each > floor[at]]
            if not open_:
                break
            widest = max(found[at] for at in open_)
            found[max(at for at in open_ if found[at] == widest)] -= 1
    return found


def row(cells: Sequence[str], places: Sequence[int], right: Sequence[bool], *, low: bool = False) -> list[str]:
    """Set cells side by side, each wrapped in its column; ``low``: short ones stand at the bottom, as in a header."""
    wrapped = [wrap(cell, places[at]) for at, cell in enumerate(cells)]
    height = max(map(len, wrapped), default=0)
    for lines in wrapped:
        lines[:] = [*[""] * (height - len(lines)), *lines] if low else [*lines, *[""] * (height - len(lines))]
    return [
        (" " * GAP).join(pad(lines[number], places[at], right=right[at]) for at, lines in enumerate(wrapped))
        for number in range(height)
    ]
