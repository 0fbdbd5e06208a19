"""Pydantic's complaints in plain words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from policyindex.problems import hint

A_NUMBER = "a number with a decimal point, such as 66.7"
A_MAPPING = "a mapping: keys with values"
A_LIST = "a list, such as [a, b]"
A_NAMED_LIST = f"{A_MAPPING}, or the name of a shared list"
THE_NAME = "the name of a shared list"
ONE_OF = "one of "
SOME_OF = "a list of any of "
_BY_TYPE = {
    "bool_type": "true or false",
    "int_type": "a whole number",
    "string_type": "text",
    "string_too_short": "some text",
    "decimal_type": A_NUMBER,
    "decimal_parsing": A_NUMBER,
    "finite_number": A_NUMBER,
    "is_instance_of": A_NUMBER,
    "tuple_type": A_LIST,
    "dict_type": A_MAPPING,
    "mapping_type": A_MAPPING,
    "model_type": A_MAPPING,
    "model_attributes_type": A_MAPPING,
    "too_short": "at least {min_length} in it",
    "greater_than_equal": "a number from {ge} upwards",
    "less_than_equal": "a number up to {le}",
}
_BY_PATTERN = {
    "^[a-z][a-z0-9-]*$": "small letters, digits and hyphens, a letter first, such as my-index",
    "^[a-z][a-z0-9_-]*$": "small letters, digits, hyphens and underscores, a letter first, such as rent-subsidy",
    "^[A-Za-z0-9][A-Za-z0-9_-]*$": "letters, digits, hyphens and underscores, a letter or digit first",
    "^[A-Za-z0-9][A-Za-z0-9._-]*$": "letters, digits, dots, hyphens and underscores, such as 2026 or core-2020",
    r"^\S+( \S+)*$": "a word without spaces around it",
    "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "the code of a language, such as de or pt-BR",
}
_NAMES: dict[type, str] = {dict: "a mapping", list: "a list", bool: "true or false", type(None): "nothing"}
_NAMES |= {str: "text", int: "a number", Decimal: "a number"}


def expected(error: Any) -> str:
    """Say what belongs at the place of an error."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "less_than_equal" and context["le"] == 1:
        return "a share up to 1, such as 0.8"
    if kind == "literal_error":
        return ONE_OF + str(context["expected"]).replace(" or ", ", ")
    if kind == "string_pattern_mismatch":
        return _BY_PATTERN.get(context["pattern"], f"text of the form {context['pattern']}")
    if kind == "value_error":
        return str(context.get("error", error["msg"]))
    return _BY_TYPE.get(kind, str(error["msg"])).format(**context)


def found(value: object) -> str:
    """Name the kind of a value."""
    return _NAMES.get(type(value), "something else")


def written(value: object) -> str:
    """Write a value as it may stand in the file; lists and mappings are only named."""
    if isinstance(value, dict | list):
        return "an empty " + found(value)[2:] if not value else found(value)
    if isinstance(value, str):
        return f"'{value}'"
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def same_kind(error: Any) -> bool:
    """Tell whether the value is of the right kind and only its content is not allowed."""
    kind, value = error["type"], error["input"]
    if kind in ("decimal_parsing", "literal_error", "finite_number"):
        return isinstance(value, str | int | Decimal)
    return not kind.endswith(("_type", "is_instance_of"))


def remedy(value: object, wanted: str) -> str:
    """Say what to write in place of a value where something else is expected."""
    if value is None:
        return "write the value behind the key, or remove the key"
    if isinstance(value, list | dict) and not value:
        return "write what belongs in it, or remove the key"
    if isinstance(value, dict) and A_LIST in wanted:
        return "write a hyphen before its first key, and the other keys below that one"
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and THE_NAME in wanted:
        return f"write the name of a list without brackets: {value[0]}"
    if isinstance(value, dict) and wanted == THE_NAME:
        return "write these points under 'point_lists', and here their name"
    if isinstance(value, list):
        return "write " + (
            "keys with values, one a line, without hyphens" if A_MAPPING in wanted else "one value alone"
        )
    if isinstance(value, dict):
        return "write the value alone, without keys"
    text = str(value)
    if A_LIST in wanted and isinstance(value, bool):
        return "write a list"
    if wanted.startswith(SOME_OF):
        return f"write those that are meant, in brackets: [{wanted.removeprefix(SOME_OF).split(', ')[0]}]"
    if A_LIST in wanted:
        return f"put it into brackets: [{text}]"
    if A_MAPPING in wanted:
        return "write its keys below it, one a line, further in"
    if wanted.startswith(ONE_OF):
        known = [each.strip("' ") for each in wanted.removeprefix(ONE_OF).split(",")]
        return f"write one of these.{hint(text, known)}"
    if wanted == A_NUMBER and text.replace(",", ".", 1).lstrip("-").replace(".", "", 1).isdecimal():
        return f"write the number with a point: {text.replace(',', '.')}"
    if wanted in _BY_PATTERN.values() and (plain := _spelled(text, wanted)):
        return f"write it in these characters, such as {plain}"
    return f"write {wanted}"


def _spelled(text: str, wanted: str) -> str:
    """Give a text in characters that names have; empty: that is no name either."""
    pattern = next(each for each, words in _BY_PATTERN.items() if words == wanted)
    for plain in (re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-"), re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")):
        if re.match(pattern, plain) and "[a-z]{2,3}" not in pattern:
            return plain
    return ""
