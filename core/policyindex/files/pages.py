"""HTML by templates that escape everything that is not markup already, whatever their suffix."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def templates(folder: Path, **filters: Callable[..., Any]) -> Environment:
    """Give the templates of a folder; a name that one is not given is an error.

    :param filters: what they may put values through, by name
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(filters)
    return made


def own_markup(text: str) -> str:
    """Mark a text of our own, such as a style or a script, as one that is not escaped."""
    from markupsafe import Markup

    return Markup(text)
