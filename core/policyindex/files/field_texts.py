"""What fields of models mean, from the docstrings below them.

They are read from the source only when a schema or a workbook shows them: pydantic would read them at every start,
which took a third of the time of building the models.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from textwrap import dedent
from typing import Any, get_args

from pydantic import BaseModel


@cache
def field_texts(owner: type) -> Mapping[str, str]:
    """Give the texts of a class's fields, those of its bases included."""
    found: dict[str, str] = {}
    for each in reversed(owner.__mro__):
        if each.__module__.startswith("policyindex"):
            found.update(_written(each))
    return found


def _written(owner: type) -> Iterator[tuple[str, str]]:
    body = ast.parse(dedent(inspect.getsource(owner))).body[0]
    assert isinstance(body, ast.ClassDef)
    for field, text in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and (
                isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
                and isinstance(text.value.value, str)
            )
        ):
            yield field.target.id, inspect.cleandoc(text.value.value)


def describe(schema: dict[str, Any], root: type[BaseModel]) -> None:
    """Write the texts of the fields into the JSON Schema of a model."""
    models = {each.__name__: each for each in _models(root, set())}
    for name, part in (*schema.get("$defs", {}).items(), (root.__name__, schema)):
        model = models.get(name)
        if model is None:
            continue
        texts = field_texts(model)
        for field, info in model.model_fields.items():
            if field in texts:
                part["properties"][info.alias or field].setdefault("description", texts[field])


def _models(annotation: Any, seen: set[int]) -> Iterator[type[BaseModel]]:
    """Give the models in a type, and in the fields of these."""
    if id(annotation) in seen:
        return
    seen.add(id(annotation))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for info in annotation.model_fields.values():
            yield from _models(info.annotation, seen)
    for part in get_args(annotation):
        yield from _models(part, seen)
