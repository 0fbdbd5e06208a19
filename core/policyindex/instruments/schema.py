"""The JSON Schemas of the files, generated from the models."""

from __future__ import annotations

import json
from typing import Any

from policyindex.files.field_texts import describe
from policyindex.instruments.models import (
    CrosswalkFile,
    FragmentFile,
    InstrumentFile,
    Model,
    StrandFile,
    TranslationFile,
)

_MODELS: dict[str, type[Model]] = {
    "instrument": InstrumentFile,
    "fragment": FragmentFile,
    "strand": StrandFile,
    "translation": TranslationFile,
    "crosswalk": CrosswalkFile,
}
YAML_KINDS = tuple(_MODELS)
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def model_schema(kind: str) -> dict[str, Any]:
    """Give the schema of a YAML file: what it accepts has a shape that the loader accepts."""
    return schema_of_model(_MODELS[kind], kind)


def schema_of_model(model: type[Model], kind: str) -> dict[str, Any]:
    """Give the schema of a model of files."""
    schema = model.model_json_schema()
    describe(schema, model)
    _close(schema)
    return {"$schema": DRAFT, **schema, "title": f"policyindex {kind}"}


def text_of(schema: dict[str, Any]) -> str:
    """Write a schema as it is committed."""
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _close(part: Any) -> None:
    """Refuse keys that fit no pattern, as the models do."""
    if isinstance(part, dict):
        if "patternProperties" in part:
            part["additionalProperties"] = False
        for each in part.values():
            _close(each)
    elif isinstance(part, list):
        for each in part:
            _close(each)
