"""The mark of an answer that confirms the last round's, at the start of its comment."""

from __future__ import annotations

import re

UNCHANGED = "unchanged since "
BEFORE_NOTE = "; "
_MARK = re.compile(rf"{UNCHANGED}(?=\S*[0-9])(?P<label>\S+?)(?:{BEFORE_NOTE}|\Z)")


def confirmed_from(comment: str) -> str:
    """Read the mark of a confirming answer in the comment of a file that has no column for it; empty: there is none.

    What follows must be like the label of a period: digits in it and no space, such as 2024, 2024-H1 or Q4-2025.
    """
    found = _MARK.match(comment)
    return found["label"] if found else ""
