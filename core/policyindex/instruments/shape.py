"""From data to models: pydantic's complaints turned into problems with places."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from policyindex.errors import ProblemsFoundError
from policyindex.instruments.models import Model
from policyindex.instruments.yamlfile import Places
from policyindex.problems import Problem, hint, listing, problem

M = TypeVar("M", bound=Model)
_NAMES = {dict: "a mapping", list: "a list", bool: "true or false", type(None): "nothing"}


def validated(model: type[M], data: Mapping[str, Any], places: Places) -> M:
    """Check data against a model; raise ProblemsFoundError with every fault at its place."""
    if data.get("format", 1) != 1 and "format" in model.model_fields:
        raise ProblemsFoundError([problem("format-unsupported", places.at("format"), value=data["format"])])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = [_problem(model, data, each, places) for each in error.errors(include_url=False)]
        raise ProblemsFoundError(_without_echoes(found)) from None


def _problem(model: type[Model], data: Any, error: Any, places: Places) -> Problem:
    path = _path(data, error["loc"])
    kind, value = error["type"], error["input"]
    if kind == "extra_forbidden":
        owner = _model_at(model, data, path[:-1])
        known = sorted(field.alias or name for name, field in owner.model_fields.items()) if owner else []
        where = places.of_key(*path)
        return problem("unknown-field", where, field=path[-1], known=listing(known, 40), hint=hint(path[-1], known))
    if kind == "missing":
        return problem("missing-field", places.at(*path), field=error["loc"][-1])
    where = places.of_key(*path[:-1]) if path and path[-1] == "[key]" else places.at(*path)
    if kind == "string_type" and not isinstance(value, list | dict | types.NoneType):
        return problem("quote-it", where, value=_yaml(value), found=_found(value))
    if isinstance(value, list | dict | types.NoneType) and kind.endswith(("_type", "_parsing", "_attributes_type")):
        return problem("wrong-type", where, found=_found(value), expected=_expected(error))
    return problem("wrong-value", where, value=_yaml(value), reason=_expected(error))


def _path(data: Any, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Keep those parts of pydantic's location that are steps in the data; it mixes in names of union arms."""
    path: list[str | int] = []
    for index, part in enumerate(loc):
        last = index == len(loc) - 1
        if isinstance(data, Mapping) and (part in data or (part == "[key]")):
            path.append(part)
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path.append(part)
            data = data[part]
        elif last and part == "[key]":
            path.append(part)
    return tuple(path)


def _model_at(model: type[Model], data: Any, path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Find the model that reads the value at ``path``."""
    annotation: Any = model
    for step in (*path, None):
        arms = [arm for arm in _arms(annotation) if _fits(arm, step, data)]
        if step is None or not arms:
            return next((arm for arm in arms if isinstance(arm, type) and issubclass(arm, BaseModel)), None)
        annotation = _below(arms[0], step)
        data = data[step]
    return None


def _arms(annotation: Any) -> list[Any]:
    if get_origin(annotation) is Annotated:
        return _arms(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [arm for part in get_args(annotation) for arm in _arms(part)]
    return [annotation]


def _fits(arm: Any, step: str | int | None, data: Any) -> bool:
    if isinstance(arm, type) and issubclass(arm, BaseModel):
        fields = {field.alias or name: field for name, field in arm.model_fields.items()}
        kind = data.get("kind") if isinstance(data, Mapping) else None
        if "kind" in fields and "label" in fields:
            return kind in get_args(fields["kind"].annotation) or (kind is None and not fields["kind"].is_required())
        return step is None or step in fields
    return get_origin(arm) is not None and step is not None


def _below(arm: Any, step: str | int) -> Any:
    if isinstance(arm, type) and issubclass(arm, BaseModel):
        return next(field.annotation for name, field in arm.model_fields.items() if (field.alias or name) == step)
    arguments = get_args(arm)
    return arguments[-1] if isinstance(step, str) else arguments[0]


def _without_echoes(found: list[Problem]) -> list[Problem]:
    """Of several complaints about one value (one an arm of a union) keep the most telling."""
    kept: dict[object, Problem] = {}
    for each in found:
        key = (each.location, each.message) if each.code in ("unknown-field", "missing-field") else each.location
        if key not in kept or len(each.expected) > len(kept[key].expected):
            kept[key] = each
    return list(kept.values())


def _expected(error: Any) -> str:
    context = error.get("ctx", {})
    if error["type"] in ("literal_error", "enum"):
        return f"one of {context['expected']}".replace(" or ", ", ").replace("one of '1'", "1")
    if error["type"] == "union_tag_invalid":
        return f"kind is one of {context['expected_tags']}"
    if error["type"] == "string_pattern_mismatch":
        return f"text of the form {context['pattern']}"
    message = str(error["msg"]).removeprefix("Input should be ").removeprefix("Value error, ")
    for technical, plain in (
        ("dictionary", "mapping"),
        ("tuple", "list"),
        ("valid ", ""),
        ("string", "text"),
    ):
        message = message.replace(technical, plain)
    return message


def _found(value: object) -> str:
    return _NAMES.get(type(value), "a number" if not isinstance(value, str) else "text")


def _yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f"'{value}'" if isinstance(value, str) else str(value)
