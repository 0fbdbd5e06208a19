"""From data to models: pydantic's complaints turned into problems with places."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from policyindex.files.strict_yaml import Places
from policyindex.instruments.complaints import (
    A_LIST,
    A_MAPPING,
    A_NAMED_LIST,
    ONE_OF,
    SOME_OF,
    THE_NAME,
    expected,
    found,
    remedy,
    same_kind,
    written,
)
from policyindex.instruments.models import BandScale, Indicator, InstrumentFile, Model, Node, Option, Tree
from policyindex.instruments.models.conditions import Condition
from policyindex.problems import Location, Problem, hint, listing, meant, problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.problems.synonyms import FIELDS
from policyindex.questions.indicator import KINDS, USUAL
from policyindex.questions.scales import Goalposts

M = TypeVar("M", bound=Model)
Path = tuple[str | int, ...]
KEY = "[key]"
CONDITION = "Condition"
NAMED = ("options", "points")
"""Fields that may hold the name of a shared list instead of options or points."""
_HOMES: dict[str, type[BaseModel]] = {
    "at the top of the instrument's file": InstrumentFile,
    "to a question": USUAL,
    "to a node": Node,
    "to a tree": Tree,
    "to an option": Option,
    "to the 'goalposts' of a number": Goalposts,
    "to a scale of 'bands'": BandScale,
}


class _Complaint(NamedTuple):
    """One of pydantic's errors: its path in the data, and at which value it chose between shapes, if it did."""

    path: Path
    choice: Path | None
    arm: str
    error: Any


def validated(model: type[M], data: Mapping[str, Any], places: Places) -> M:
    """Check data against a model; raise ProblemsFoundError with every fault at its place."""
    number = data.get("format", 1)
    if "format" in model.model_fields and (type(number) is not int or number != 1):
        raise ProblemsFoundError([problem("format-unsupported", places.at("format"), value=written(number))])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        complaints = [_complaint(data, each) for each in error.errors(include_url=False)]
        instead = {(each.path[:-1], _meant(model, data, each)) for each in complaints if _is_unknown(each)}
        problems = [
            _problem(model, data, each, places)
            for each in complaints
            if each.choice is None and (each.path, each.error["loc"][-1]) not in instead  # told of the name that it has
        ]
        problems.extend(_choices(data, [each for each in complaints if each.choice is not None], places))
        raise ProblemsFoundError(problems) from None


def _complaint(data: Any, error: Any) -> _Complaint:
    """Split pydantic's location into steps in the data and names of alternative shapes."""
    path: list[str | int] = []
    choice, arm = None, ""
    for part in error["loc"]:
        if part == KEY:
            path.append(part)
        elif isinstance(data, Mapping) and part in data:
            path.append(part)
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path.append(part)
            data = data[part]
        elif (choice is None and part not in KINDS and error["type"] != "missing") or (
            choice is None and part not in KINDS and part != error["loc"][-1]
        ):
            choice, arm = tuple(path), str(part)
    return _Complaint(tuple(path), choice, arm, error)


def _problem(model: type[Model], data: Any, complaint: _Complaint, places: Places) -> Problem:
    path, error = complaint.path, complaint.error
    kind, value = error["type"], error["input"]
    if kind == "extra_forbidden":
        owner = _model_at(model, data, path[:-1])
        if owner is USUAL and path[-1] == "points" and isinstance(value, list | dict):
            return _refused("wrong-type", places.at(*path), value, THE_NAME)
        return _unknown_field(path, sorted(_fields(owner)) if owner else [], places, _takers(owner, path[-1]))
    if kind == "missing":
        field = error["loc"][-1]
        also = ", or say which 'kind' of question it is" if field == "options" else ""
        return problem("missing-field", places.at(*path, field), field=field, also=also)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        if not isinstance(value, Mapping):
            return _refused("wrong-type", places.at(*path), value, f"{A_MAPPING} (label, question, …)")
        return _refused("wrong-value", places.at(*path, "kind"), value["kind"], f"{ONE_OF}{', '.join(KINDS)}")
    where = places.of_key(*path[:-1]) if path and path[-1] == KEY else places.at(*path)
    if kind == "string_type" and not isinstance(value, list | dict | types.NoneType):
        return problem("quote-it", where, value=written(value), found=found(value))
    if same_kind(error):
        return _refused("wrong-value", where, value, expected(error))
    comment = " (a text that starts with # must be quoted)" if value is None else ""
    return _refused("wrong-type", where, value, _shape(model, data, complaint) + comment)


def _shape(model: type[Model], data: Any, complaint: _Complaint) -> str:
    """Say what shape belongs at a place: where the field says more than pydantic does, in its words."""
    path, wanted = complaint.path, expected(complaint.error)
    if wanted == A_MAPPING and path and path[-1] in NAMED:
        return A_NAMED_LIST
    owner = _model_at(model, data, path[:-1]) if wanted == A_LIST and path else None
    field = _fields(owner).get(str(path[-1])) if owner else None
    words = [word for each in get_args(field.annotation)[:1] for word in get_args(each)] if field else []
    return SOME_OF + ", ".join(words) if words and all(isinstance(each, str) for each in words) else wanted


def _refused(code: str, where: Location, value: object, wanted: str) -> Problem:
    values = {"value": written(value), "found": found(value), "expected": wanted, "remedy": remedy(value, wanted)}
    return problem(code, where, **values)


def _is_unknown(complaint: _Complaint) -> bool:
    return complaint.choice is None and complaint.error["type"] == "extra_forbidden"


def _meant(model: type[Model], data: Any, complaint: _Complaint) -> str:
    """Give the field that somebody meant who wrote one that is not known."""
    owner = _model_at(model, data, complaint.path[:-1])
    return meant(complaint.path[-1], _fields(owner) if owner else (), FIELDS)


def _takers(owner: type[BaseModel] | None, field: str | int) -> str:
    """Name the kinds of questions that take a field which this kind does not."""
    kinds = arms(Indicator)
    names = [KINDS[kinds.index(each)] for each in kinds if field in _fields(each)] if owner in kinds else []
    return f" Questions of the kind {' or '.join(names)} take it." if names else ""


def _elsewhere(field: str | int) -> str:
    """Say where a field belongs that is known, but not here."""
    homes = [home for home, model in _HOMES.items() if field in _fields(model)]
    return f" It belongs {' or '.join(homes)}." if homes else ""


def _unknown_field(path: Path, known: list[str], places: Places, takers: str = "") -> Problem:
    also = " If it is part of a text, quote the text: a comma in braces ends it." if " " in str(path[-1]) else ""
    said = takers or hint(path[-1], known, FIELDS) or _elsewhere(path[-1])
    values = {"field": path[-1], "known": listing(known, 40), "hint": said + also}
    return problem("unknown-field", places.of_key(*path), **values)


def _choices(data: Any, complaints: list[_Complaint], places: Places) -> Iterator[Problem]:
    """Of the complaints of several alternative shapes keep those of the shape that was meant."""
    by_value: dict[Path, list[_Complaint]] = {}
    for each in complaints:
        by_value.setdefault(each.choice or (), []).append(each)
    for path, group in by_value.items():
        value = _value_at(data, path)
        if any(CONDITION in each.arm for each in group):
            yield from _conditions(data, path, value, group, places)
            continue
        fields = sorted({"where", "by"} & {each.arm.lower() for each in group})
        if isinstance(value, Mapping) and fields:
            unknown = [key for key in value if key not in fields]
            yield from (_unknown_field((*path, key), fields, places) for key in unknown)
            inner = [each for each in group if each.arm.lower() in value and len(each.path) > len(path)]
        else:
            unknown = []
            inner = [each for each in group if len(each.path) > len(path)]
        yield from (_problem(Model, data, each, places) for each in inner if each.path[-1] not in unknown)
        if not unknown and not inner:
            texts = list(dict.fromkeys(expected(each.error) for each in group))
            keys = " or ".join(fields or dict.fromkeys(each.arm.lower() for each in group if _takes_keys(each)))
            chosen = f"{'a selection' if fields else 'a mapping'} ({keys})"
            wanted = " or ".join(text.replace(A_MAPPING, chosen) for text in texts)
            if any(each.error["type"] == "string_type" for each in group) and not isinstance(
                value, list | dict | types.NoneType
            ):
                yield problem("quote-it", places.at(*path), value=written(value), found=found(value))
                continue
            same = all(same_kind(each.error) for each in group if not (isinstance(value, str) and _takes_keys(each)))
            yield _refused("wrong-value" if same else "wrong-type", places.at(*path), value, wanted)


def _takes_keys(complaint: _Complaint) -> bool:
    return expected(complaint.error) == A_MAPPING


def _conditions(data: Any, path: Path, value: Any, group: list[_Complaint], places: Places) -> Iterator[Problem]:
    """Say what is wrong where answers by their codes, or a condition on a number, are meant."""
    known = list(Condition.model_fields)
    if not isinstance(value, Mapping) or not value:
        yield _refused(
            "wrong-type",
            places.at(*path),
            value,
            "the code of an answer, several in a list, or a condition such as {at_least: 2}",
        )
        return
    unknown = [key for key in value if key not in known]
    yield from (_unknown_field((*path, key), known, places) for key in unknown)
    for each in group:
        if (
            CONDITION in each.arm
            and each.path[len(path) :]
            and each.path[-1] not in unknown
            and each.error["type"] != "none_required"
        ):
            yield _problem(Model, data, each, places)


def _value_at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _model_at(model: type[Model], data: Any, path: Path) -> type[BaseModel] | None:
    """Find the model that reads the value at ``path``."""
    annotation: Any = model
    for step in (*path, None):
        fitting = [arm for arm in arms(annotation) if _fits(arm, step, data)]
        if step is None or not fitting:
            return next((arm for arm in fitting if isinstance(arm, type) and issubclass(arm, BaseModel)), None)
        annotation = _below(fitting[0], step)
        data = data[step]
    return None


def arms(annotation: Any) -> list[Any]:
    """Give the shapes that an annotation allows."""
    if get_origin(annotation) is Annotated:
        return arms(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [arm for part in get_args(annotation) for arm in arms(part)]
    return [annotation]


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _fits(arm: Any, step: str | int | None, data: Any) -> bool:
    if isinstance(arm, type) and issubclass(arm, BaseModel):
        fields = _fields(arm)
        kind = data.get("kind") if isinstance(data, Mapping) else None
        if "kind" in fields and "label" in fields:
            return kind in get_args(fields["kind"].annotation) or (kind is None and not fields["kind"].is_required())
        return step is None or step in fields
    return get_origin(arm) is not None and step is not None


def _below(arm: Any, step: str | int) -> Any:
    if isinstance(arm, type) and issubclass(arm, BaseModel):
        return _fields(arm)[str(step)].annotation
    arguments = get_args(arm)
    return arguments[-1] if isinstance(step, str) else arguments[0]
