"""An instrument as data: for JSON and YAML, selections spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument


def counts(instrument: Instrument) -> dict[str, int]:
    """Count what an instrument holds; ``with_sources`` are the indicators that name something for the top option."""
    return {
        "indicators": len(instrument.indicators),
        "answers": sum(len(instrument.instances(key)) for key in instrument.indicators),
        "nodes": len(instrument.nodes),
        "with_sources": sum(bool(each.top_backing) for each in instrument.indicators.values()),
    }


def document(instrument: Instrument) -> dict[str, Any]:
    """Give the composed instrument as JSON-ready data, selections spelled out, decimals as text."""
    written_out = ("include", "derived", "option_lists", "point_lists")
    head = {name: value for name, value in _plain(instrument.file).items() if name not in written_out}
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


def yaml_document(instrument: Instrument) -> str:
    """Give the same as YAML."""
    import yaml

    return str(yaml.safe_dump(document(instrument), allow_unicode=True, sort_keys=False, width=110)).rstrip("\n") + "\n"
