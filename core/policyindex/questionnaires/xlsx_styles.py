"""How the cells of a questionnaire's workbook look."""

from __future__ import annotations

from typing import Any

_DARK, _LINE, _INPUT, _DONE, _CONFIRM, _QUIET = "#1F3A5F", "#C9D1DB", "#FFF8DC", "#E4F2E4", "#FDE5CC", "#5A6675"
_TEXT = {"text_wrap": True, "valign": "top"}
_GRID = {"border": 1, "border_color": _LINE}
_OPEN = {"locked": False, "num_format": "@", "bg_color": _INPUT}

_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": _DARK, **_TEXT},
    "name": {"font_color": _QUIET, **_TEXT},
    "fact": {"bold": True, **_TEXT},
    "step": {"align": "right", "bold": True, "font_color": _DARK, "valign": "top"},
    "paragraph": _TEXT,
    "banner": {"bold": True, "font_size": 12, "font_color": _DARK, "valign": "vcenter"},
    "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": _DARK, **_TEXT, **_GRID},
    "heading_input": {"bold": True, "font_color": _DARK, "bg_color": "#F2D98B", **_TEXT, **_GRID},
    "text": {**_TEXT, **_GRID},
    "label": {"bold": True, **_TEXT, **_GRID},
    "quiet": {"font_size": 9, "font_color": _QUIET, **_TEXT, **_GRID},
    "part": {"indent": 1, "font_color": "#333333", "bg_color": "#F5F7F9", **_TEXT, **_GRID},
    "shut": {"bg_color": "#F5F7F9", **_GRID},
    "input": {**_TEXT, **_GRID, **_OPEN},
    "input_number": {**_TEXT, **_GRID, **_OPEN, "num_format": "General", "align": "left"},
    "legend_open": {"bg_color": _INPUT, **_GRID},
    "legend_confirm": {"bg_color": _CONFIRM, **_GRID},
    "legend_done": {"bg_color": _DONE, **_GRID},
}
_MARKS = {"done": {"bg_color": _DONE}, "confirm": {"bg_color": _CONFIRM, "italic": True}}


def styles(book: Any) -> dict[str, Any]:
    """Give the formats of a workbook by name."""
    return {name: book.add_format(properties) for name, properties in (*_STYLES.items(), *_MARKS.items())}
