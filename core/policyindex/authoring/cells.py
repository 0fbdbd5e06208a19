"""How values stand in one cell: numbers, texts, lists ``a; b``, pairs ``a=1; b=2|3``, selections ``where area=x``.

``written`` and ``fitted`` are each other's inverse. Which of them a cell means is decided by the model's field, so
that nobody has to quote: 2026 is a text where a text belongs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from policyindex.files.workbooks.values import Moment
from policyindex.instruments.models import By, Node, Option, Where
from policyindex.instruments.models.conditions import Condition
from policyindex.instruments.shape import arms
from policyindex.questions import truth
from policyindex.questions.backing import StandardUse
from policyindex.questions.transforms import Add, Power, Times
from policyindex.questions.written import text_of

BETWEEN, EQUALS, OR = ";", "=", "|"
WHERE, BY = "where", "by"
_RESERVED = {BETWEEN, EQUALS, OR}
_LIMITS = re.compile(rf"(({'|'.join(Condition.model_fields)}) +-?[0-9.]+ *)+")
"""A condition on a number, such as ``at_least 36 below 48``."""
Path = tuple[str | int, ...]
Report = Callable[[str, Path, Any, str], None]
"""Notes a problem: code, path of the value, the value, what was expected."""
_SHARED: dict[str, Any] = {"options": Mapping[str, Option | str] | str}
"""What a single choice may hold before shared lists are put in place."""
PAIRS = "pairs, such as name=value; name=value"
SELECTION = "ids, such as a; b, or a selection, such as 'where area=x|y; stage=z' or 'by stage; element'"


def written(value: Any) -> str | Decimal | int | bool | None:
    """Write a value in one cell; None: it takes several."""
    if isinstance(value, str | Decimal | int | bool):
        return value
    if isinstance(value, Where):
        pairs = written(value.where)
        return None if pairs is None else f"{WHERE} {pairs}"
    if isinstance(value, By):
        return f"{BY} {written(value.by)}"
    if isinstance(value, tuple):
        return _list(value, BETWEEN)
    if isinstance(value, Mapping):
        parts = [_pair(key, each) for key, each in value.items()]
        return None if None in parts or not parts else f"{BETWEEN} ".join(map(str, parts))
    return None


def _list(values: tuple[Any, ...], between: str) -> str | None:
    texts = [_single(each) for each in values]
    if None in texts or not texts:
        return None
    joined = f"{between}{' ' * (between == BETWEEN)}".join(map(str, texts))
    return joined if len(texts) > 1 else f"{joined}{between}"


def _pair(key: str, value: Any) -> str | None:
    text = _list(value, OR) if isinstance(value, tuple) else _single(value)
    return None if text is None or _single(key) is None else f"{key}{EQUALS}{text}"


def _single(value: Any) -> str | None:
    """Write a value among others; None where it could not be told from what stands around it."""
    if isinstance(value, Power | Add | Times):
        return " ".join(f"{name} {number.normalize():f}" for name, number in value)
    if isinstance(value, Condition):
        return " ".join(f"{name} {limit.normalize():f}" for name, limit in value.limits())
    if isinstance(value, StandardUse):
        return None if value.pinpoint else value.standard
    if not isinstance(value, str | Decimal | int):
        return None
    text = f"{value.normalize():f}" if isinstance(value, Decimal) else text_of(value)
    return None if not text or text != text.strip() or _RESERVED & set(text) else text


def fitted(annotation: Any, value: Any, path: Path, report: Report) -> Any:
    """Turn what cells hold into what a field takes; what fits nothing stays as it is, for the model to refuse."""
    options = arms(annotation)
    if isinstance(value, dict):
        return _entries(options, value, path, report)
    if isinstance(value, list):
        inner = next((get_args(arm)[0] for arm in options if get_origin(arm) is tuple), Any)
        return [fitted(inner, each, (*path, index), report) for index, each in enumerate(value)]
    if isinstance(value, Moment):
        report("sheet-date", path, value, "")
        return value
    return _cell(options, value, path, report)


def _entries(options: list[Any], value: dict[str, Any], path: Path, report: Report) -> dict[str, Any]:
    model = _model(options, value)
    mapping = next((arm for arm in options if get_origin(arm) not in (None, tuple, Literal)), None)
    fields = {info.alias or name: info.annotation for name, info in model.model_fields.items()} if model else {}
    rest = get_args(mapping)[-1] if mapping and get_args(mapping) else Any
    if {"kind", *_SHARED} <= set(fields):  # a question that offers options
        fields |= _SHARED
    if model is Node and EQUALS not in str(value.get("points", EQUALS)):
        fields["points"] = str
    return {key: fitted(fields.get(key, rest), each, (*path, key), report) for key, each in value.items()}


def _model(options: list[Any], value: Mapping[str, Any]) -> type[BaseModel] | None:
    """Choose the model that is meant: by ``kind``, otherwise the one that knows most of the fields."""
    models = [arm for arm in options if isinstance(arm, type) and issubclass(arm, BaseModel)]
    if len(models) < 2:
        return models[0] if models else None

    def fits(model: type[BaseModel]) -> tuple[bool, int]:
        kind = model.model_fields.get("kind")
        wanted = value.get("kind", kind.default if kind and not kind.is_required() else None)
        return kind is not None and wanted in get_args(kind.annotation), len(set(value) & set(model.model_fields))

    return max(models, key=fits)


def _cell(options: list[Any], value: Any, path: Path, report: Report) -> Any:
    named = [each for arm in options if get_origin(arm) is Literal for each in get_args(arm)]
    for each in named:
        if text_of(each) == text_of(value).strip():
            return each
    if isinstance(value, str):
        if Where in options or By in options:
            return _selection(options, value, path, report)
        mapping = next((arm for arm in options if get_origin(arm) not in (None, tuple, Literal)), None)
        if mapping is not None and str not in options:
            return _pairs(get_args(mapping)[-1], value, path, report)
        listed = next((arm for arm in options if get_origin(arm) is tuple), None)
        if listed is not None and (BETWEEN in value or str not in options):
            _commas(value, path, report)
            return [_plain(arms(get_args(listed)[0]), part) for part in _split(value, BETWEEN)]
    return _plain(options, value)


def _plain(options: list[Any], value: Any) -> Any:
    """Make one value of the kind that belongs here."""
    if Condition in options and isinstance(value, str) and _LIMITS.fullmatch(value.strip()):
        words = value.split()
        return {name: _number(limit) for name, limit in zip(words[::2], words[1::2], strict=True)}
    if Power in options and isinstance(value, str) and len(words := value.split()) == 2:
        return {words[0]: _number(words[1])}
    if bool in options:  # which some spreadsheets save as 1 or 0
        flag = truth.in_file(text_of(value).strip())
        return value if flag is None else flag
    if isinstance(value, bool):
        return value if bool in options or str not in options else text_of(value)
    if str in options:
        return value if isinstance(value, str) else text_of(value)
    return _number(value) if Decimal in options or int in options or isinstance(value, float) else value


def _number(value: Any) -> Any:
    try:
        number = Decimal(value.strip() if isinstance(value, str) else repr(value))
    except InvalidOperation:
        return value
    whole = number.is_finite() and number == number.to_integral_value() and number.copy_abs() < 10**15
    return int(number) if whole else number if number.is_finite() else value


def _selection(options: list[Any], value: str, path: Path, report: Report) -> Any:
    word, _, rest = value.strip().partition(" ")
    if word == WHERE and Where in options:
        return {WHERE: _pairs(get_args(arms(Where.model_fields["where"].annotation)[0])[-1], rest, path, report)}
    if word == BY and By in options:
        return {BY: _split(rest, BETWEEN)}
    if not any(get_origin(arm) is tuple for arm in options):
        report("sheet-pairs", path, value, SELECTION)
    else:
        _commas(value, path, report)
    return _split(value, BETWEEN)


def _pairs(annotation: Any, value: str, path: Path, report: Report) -> Any:
    found: dict[str, Any] = {}
    if value.count(EQUALS) > 1 and "," in value and BETWEEN not in value:
        _commas(value, path, report)
        return {}
    for part in _split(value, BETWEEN):
        key, equals, text = (each.strip() for each in part.partition(EQUALS))
        if not (key and equals and text) or key in found:
            report("sheet-pairs", path, value, PAIRS)
            return {}
        lists = [arm for arm in arms(annotation) if get_origin(arm) is tuple]
        if OR in text and lists:
            found[key] = [_plain(arms(get_args(lists[0])[0]), part) for part in _split(text, OR)]
        else:
            found[key] = _plain(arms(annotation), text)
    return found


def _commas(value: str, path: Path, report: Report) -> None:
    """Report names joined by commas; a text with a comma and spaces in its parts may be one text."""
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if len(parts) > 1 and BETWEEN not in value and not any(" " in part for part in parts):
        report("sheet-commas", path, value, f"{BETWEEN} ".join(parts))


def _split(text: str, between: str) -> list[str]:
    return [part.strip() for part in text.split(between) if part.strip()]
