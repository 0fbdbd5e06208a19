"""An instrument as data: YAML and JSON, selections spelled out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from policyindex.cli.describe import as_markdown, as_text, counts
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument


def data(instrument: Instrument) -> dict[str, Any]:
    """Give the composed instrument as JSON-ready data, selections spelled out, decimals as text."""
    head = {name: value for name, value in _plain(instrument.file).items() if name not in ("include", "derived")}
    nodes = {
        key: {
            "label": node.label,
            **_plain(node.rule, without=("of", "table", "by", "label")),
            "of": list(node.children),
            "table": _plain(node.table),
        }
        for key, node in instrument.nodes.items()
    }
    return {
        "reference": instrument.reference,
        "scoring_hash": scoring_hash(instrument),
        "text_hash": text_hash(instrument),
        "counts": counts(instrument),
        **head,
        "indicators": _plain(instrument.indicators),
        "nodes": {
            key: {name: value for name, value in node.items() if value not in ("", [], {}, None)}
            for key, node in nodes.items()
        },
        "trees": _plain(instrument.trees),
    }


def _plain(value: Any, without: tuple[str, ...] = ()) -> Any:
    if isinstance(value, BaseModel):
        names = [name for name in type(value).model_fields if name not in without]
        found = {(type(value).model_fields[name].alias or name): _plain(getattr(value, name)) for name in names}
        return {name: each for name, each in found.items() if each not in ("", [], {}, None)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def as_json(instrument: Instrument) -> str:
    """Give JSON."""
    return json.dumps(data(instrument), ensure_ascii=False, indent=1)


def as_yaml(instrument: Instrument) -> str:
    """Give YAML."""
    import yaml

    return str(yaml.safe_dump(data(instrument), allow_unicode=True, sort_keys=False, width=110))


FORMS: dict[str, Callable[[Instrument], str]] = {
    "text": as_text,
    "yaml": as_yaml,
    "json": as_json,
    "markdown": as_markdown,
}
