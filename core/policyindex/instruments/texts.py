"""The texts of an instrument by key, and their translations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from policyindex.files.strict_yaml import read_yaml
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import TranslationFile
from policyindex.instruments.shape import validated
from policyindex.problems import Location, Problem, errors_in, hint, problem
from policyindex.problems.errors import ProblemsFoundError

TEXT_FIELDS = frozenset(
    {
        "label", "question", "help", "text", "title", "description", "todo", "otherwise", "note", "citation",
        "purpose", "definition", "beneficiaries", "governance_landscape", "role", "goal",
    }
)  # fmt: skip
_PARTS = (
    "units", "facets", "blocks", "bands", "typologies", "scoping", "short_forms",
    "planning", "mapping", "analysis", "implementation", "standards",
)  # fmt: skip
_HEAD = ("title", "description", "citation")
T = TypeVar("T")


def texts_of(instrument: Instrument) -> dict[str, str]:
    """Give every text for people by its key, such as ``indicators/aa1/question``, those of a shared list once."""
    return {_shared(instrument, key): text for key, text in every_text(instrument).items()}


def _shared(instrument: Instrument, key: str) -> str:
    """Give the key of a text of an option in the shared list that a question takes it from."""
    part, _, rest = key.partition("/")
    indicator, _, below = rest.partition("/options/")
    named = instrument.listed.get(indicator) if part == "indicators" and below else None
    return f"option_lists/{named}/{below}" if named else key


def every_text(instrument: Instrument) -> dict[str, str]:
    """Give every text as it is where it is used, those of shared lists with each question."""
    found = {name: getattr(instrument.file, name) for name in _HEAD}
    for part in _PARTS:
        found.update(_walk(part, getattr(instrument.file, part)))
    found.update(_walk("indicators", instrument.indicators))
    for key, node in instrument.nodes.items():
        found[f"nodes/{key}/label"] = node.label
        found[f"nodes/{key}/description"] = node.description
    for key, tree in instrument.trees.items():
        found[f"trees/{key}/label"] = tree.label
    return {key: text for key, text in found.items() if text}


def source_hash(text: str) -> str:
    """Hash a source text: 12 hexadecimal digits that a translation keeps beside its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_translation(path: Path, instrument: Instrument) -> tuple[TranslationFile, list[Problem]]:
    """Read a translation and compare it with the instrument: unknown, stale and missing texts."""
    document = read_yaml(path)
    translation = validated(TranslationFile, document.data, document.places)
    places, texts, found = document.places, texts_of(instrument), list(document.warnings)
    base = f"{instrument.id}@{instrument.edition}"
    if translation.instrument != base:
        values = {"wanted": translation.instrument, "base": base}
        found.append(problem("translation-wrong-instrument", places.at("instrument"), **values))
    for key, each in translation.texts.items():
        if key not in texts:
            where = places.of_key("texts", key)
            found.append(problem("translation-unknown-text", where, key=key, instrument=base, hint=hint(key, texts)))
        elif each.text and each.source != (wanted := source_hash(texts[key])):
            where = places.at("texts", key, "source")
            values = {"key": key, "wanted": wanted, "found": each.source, "language": translation.language}
            found.append(problem("translation-stale", where, **values))
    missing = [key for key in texts if key not in translation.texts or not translation.texts[key].text]
    if missing:
        counts = {"count": len(missing), "total": len(texts), "key": missing[0]}
        found.append(problem("translation-missing", places.at("texts"), **counts, language=translation.language))
    if not translation.reviewed_by.strip():
        found.append(problem("translation-unreviewed", places.at("reviewed_by"), language=translation.language))
    return translation, found


def translated(instrument: Instrument, path: Path, name: str = "") -> Instrument:
    """Give the instrument with the texts of a translation; what is not translated stays as it is.

    :param name: stands for the file in warnings, where it is nobody's whom they are said to
    """
    translation, problems = read_translation(path, instrument)
    if errors_in(problems):
        raise ProblemsFoundError(problems)
    if name:
        problems = [each._replace(location=Location(name)) for each in problems]
    given = {key: each.text for key, each in translation.texts.items() if each.text}
    texts = {key: given[shared] for key in every_text(instrument) if (shared := _shared(instrument, key)) in given}
    parts = {part: _replaced(part, getattr(instrument.file, part), texts) for part in _PARTS}
    parts |= {name: texts.get(name, getattr(instrument.file, name)) for name in _HEAD}
    nodes = {
        key: replace(
            node,
            label=texts.get(f"nodes/{key}/label", node.label),
            description=texts.get(f"nodes/{key}/description", node.description),
        )
        for key, node in instrument.nodes.items()
    }
    return replace(
        instrument,
        file=instrument.file.model_copy(update=parts),
        indicators=_replaced("indicators", instrument.indicators, texts),
        nodes=nodes,
        trees=_replaced("trees", instrument.trees, texts),
        language=translation.language,
        unreviewed=not translation.reviewed_by.strip(),
        warnings=(*instrument.warnings, *problems),
    )


def _walk(path: str, value: Any) -> Iterator[tuple[str, str]]:
    for key, name, each in _members(path, value):
        if isinstance(each, str):
            # an entry of a mapping is no field: somebody's facet may be called 'role'
            if (isinstance(value, BaseModel) and name in TEXT_FIELDS) or path.endswith("/values"):
                yield key, each
        else:
            yield from _walk(key, each)


def _members(path: str, value: Any) -> list[tuple[str, str, Any]]:
    """Name what is inside: fields of models, entries of mappings, items of lists by id or number."""
    if isinstance(value, BaseModel):
        return [(f"{path}/{name}", name, getattr(value, name)) for name in type(value).model_fields]
    if isinstance(value, Mapping):
        return [(f"{path}/{name}", str(name), each) for name, each in value.items()]
    if isinstance(value, tuple):
        return [(f"{path}/{getattr(each, 'id', index)}", "", each) for index, each in enumerate(value)]
    return []


def _replaced(path: str, value: T, texts: Mapping[str, str]) -> T:
    if isinstance(value, str):
        return texts.get(path, value)  # type: ignore[return-value]
    members = _members(path, value)
    if not members:
        return value
    new = [_replaced(key, each, texts) for key, _, each in members]
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: each for (_, name, _), each in zip(members, new, strict=True)})
    if isinstance(value, Mapping):
        return {name: each for (_, name, _), each in zip(members, new, strict=True)}  # type: ignore[return-value]
    return tuple(new)  # type: ignore[return-value]
