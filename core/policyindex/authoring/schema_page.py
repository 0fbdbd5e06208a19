"""The reference of the files, as Markdown, rendered from their JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyindex.authoring.schemas import KINDS, schema_of

TITLES = {
    "instrument": "An instrument",
    "fragment": "A part of an instrument (`include`)",
    "strand": "A strand",
    "translation": "A translation",
    "study": "A study",
    "reform": "A reform",
    "context": "Context of an index",
    "answers": "Answers in JSON",
}
_INTRO = """# Reference of the files

Rendered from the JSON Schemas by `policyindex schema --markdown`; a test holds it equal. Keys that are not named here
are errors. A number may be written as decimal text. What stands under *default* holds where the key is left out.
"""


def reference_page() -> str:
    """Give the whole reference."""
    parts = [_INTRO, "Files: " + ", ".join(f"[{_title(kind)}](#{_anchor(_title(kind))})" for kind in KINDS) + ".", ""]
    shown: set[str] = set()
    for kind in KINDS:
        parts += _kind(kind, shown)
    return "\n".join(parts).rstrip() + "\n"


def _kind(kind: str, shown: set[str]) -> Iterator[str]:
    schema = schema_of(kind)
    yield f"## {_title(kind)}\n"
    yield from _object(schema) if "properties" in schema else [f"{_type(schema)}\n"]
    for name, each in schema.get("$defs", {}).items():
        if name not in shown and "properties" in each:
            shown.add(name)
            yield f"### {name}\n"
            yield from _object(each)
        elif name not in shown and "enum" in each:
            shown.add(name)
            yield f"### {name}\n"
            yield from (_text(each), ", ".join(f"`{value}`" for value in each["enum"]) + "\n")


def _object(schema: Mapping[str, Any]) -> Iterator[str]:
    if text := _text(schema):
        yield f"{text}\n"
    yield "| key | value | default | meaning |"
    yield "|---|---|---|---|"
    required = schema.get("required", ())
    for name, each in schema["properties"].items():
        default = "**required**" if name in required else _default(each.get("default"))
        yield f"| `{name}` | {_type(each)} | {default} | {_text(each)} |"
    yield ""


def _type(schema: Mapping[str, Any]) -> str:
    """Say in a few words what a value is, with a link to what it is made of."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema or "oneOf" in schema:
        arms = [each for each in schema.get("anyOf", schema.get("oneOf", ())) if each.get("type") != "null"]
        if {each.get("type") for each in arms} == {"number", "string"}:
            return "number"
        return " or ".join(dict.fromkeys(_type(each) for each in arms))
    kind = schema.get("type")
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if kind == "object":
        values = [*schema.get("patternProperties", {}).values()] or [schema.get("additionalProperties")]
        return f"mapping to {_type(values[0])}" if isinstance(values[0], Mapping) else "mapping"
    names = {
        "string": "text",
        "boolean": "true or false",
        "integer": "whole number",
        "number": "number",
        "null": "nothing",
    }
    return names.get(str(kind), "any value")


def _default(value: object) -> str:
    if value is None:
        return ""
    return "empty" if value in ("", [], {}) else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _text(schema: Mapping[str, Any]) -> str:
    return " ".join(str(schema.get("description", "")).split()).replace("|", "\\|").replace("``", "`")


def _title(kind: str) -> str:
    return TITLES.get(kind, f"A {kind}")


def _anchor(title: str) -> str:
    kept = "".join(char for char in title.lower() if char.isalnum() or char in " -_")
    return kept.replace(" ", "-")
