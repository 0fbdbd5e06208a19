"""All JSON Schemas by kind: YAML files of instruments and studies, and answers in JSON."""

from __future__ import annotations

import inspect
from typing import Any

from pydantic import TypeAdapter

from policyindex.answers.authorities import Part
from policyindex.answers.record import PARTS, PLAN, SOURCE, Answer
from policyindex.files.field_texts import field_texts
from policyindex.files.fields import Model
from policyindex.instruments.schema import DRAFT, YAML_KINDS, model_schema, schema_of_model, text_of
from policyindex.studies.context.models import ContextFile
from policyindex.studies.models import StudyFile
from policyindex.studies.reform import ReformFile

_STUDIES: dict[str, type[Model]] = {"study": StudyFile, "reform": ReformFile, "context": ContextFile}
KINDS = (*YAML_KINDS, *_STUDIES, "answers")


_OF_PART = {
    "territory": "string", "option": ["string", "boolean", "array"], "share": ["number", "string", "null"],
    "reference": "string",
}  # fmt: skip
"""The types of the fields of a part; the first two are needed."""


def schema_of(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of file."""
    if kind == "answers":
        return _answers()
    return schema_of_model(_STUDIES[kind], kind) if kind in _STUDIES else model_schema(kind)


def schema_text(kind: str) -> str:
    """Give a schema as it is committed to ``schemas/``."""
    return text_of(schema_of(kind))


def _answers() -> dict[str, Any]:
    schema = TypeAdapter(list[Answer]).json_schema()
    record = schema["$defs"]["Answer"]
    record |= {"additionalProperties": False, "description": inspect.getdoc(Answer)}
    for name, text in field_texts(Answer).items():
        record["properties"][name]["description"] = text
    plan = f"{record['properties']['plan']['description']} {PLAN}"
    for name, text in (("source", SOURCE), ("plan", plan)):
        record["properties"][name] = {"default": "", "description": text, "title": name.title(), "type": "string"}
    fields = field_texts(Part)
    part = {name: {"type": kind, "description": fields[name]} for name, kind in _OF_PART.items()}
    record["properties"]["parts"] = {
        "anyOf": [
            {
                "type": "array",
                "items": {
                    "type": "object", "properties": part, "required": list(_OF_PART)[:2], "additionalProperties": False,
                },
            },
            {"type": "string"},
        ],
        "default": [],
        "description": f"{record['properties']['parts']['description']} {PARTS}",
        "title": "Parts",
    }  # fmt: skip
    for name in ("Plan", "Part"):
        schema["$defs"].pop(name, None)
    return {"$schema": DRAFT, **schema, "title": "policyindex answers"}
