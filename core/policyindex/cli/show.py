"""An instrument as text, Markdown, YAML and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import AtLeast, GradedCount, Indicator, NumberQuestion, SingleChoice, Tick
from policyindex.problems import plain


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


def counts(instrument: Instrument) -> dict[str, int]:
    """Count what an instrument holds; ``with_sources`` are the indicators that name a standard."""
    indicators = instrument.indicators.values()
    return {
        "indicators": len(instrument.indicators),
        "answers": sum(len(instrument.instances(key)) for key in instrument.indicators),
        "nodes": len(instrument.nodes),
        "with_sources": sum(bool(each.sources) for each in indicators),
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


def as_text(instrument: Instrument) -> str:
    """Give plain text for a terminal."""
    return "\n".join(plain(line) for line in _text(instrument))


def _text(instrument: Instrument) -> Iterator[str]:
    head, number = instrument.file, counts(instrument)
    yield f"{head.title} ({instrument.reference})"
    yield from (
        part
        for part in (
            head.description,
            head.citation and f"Cite: {head.citation}",
            head.licence and f"Licence: {head.licence}",
        )
        if part
    )
    if head.self_assessment:
        yield "This is a self-assessment: results are labelled so and never ranked."
    yield f"{number['indicators']} questions, {number['answers']} answers a unit and period, {number['nodes']} nodes; {number['with_sources']} of {number['indicators']} questions name the standard behind them."
    yield f"Scoring hash {scoring_hash(instrument)[:12]}, text hash {text_hash(instrument)[:12]} ({instrument.language})."
    for name, tree in instrument.trees.items():
        yield ""
        yield f"Tree {name}: {tree.label}" + (" (published)" if tree.published else "")
        for node, depth in instrument.below(tree.roots):
            yield f"{'  ' * (depth + 1)}{node}: {instrument.nodes[node].label} - {_rule(instrument, node)}"
    yield from _classification(instrument)
    yield ""
    yield "Questions"
    for key, indicator in instrument.indicators.items():
        yield f"  {key}: {indicator.question}"
        yield from (f"      {line}" for line in _options(indicator))


def _rule(instrument: Instrument, node: str) -> str:
    found = instrument.nodes[node]
    children = [
        f"{found.rule.weights[child]} {child}" if child in found.rule.weights else child for child in found.children
    ]
    return f"{found.rule.aggregator} of {', '.join(children)}"


def _classification(instrument: Instrument) -> Iterator[str]:
    for name, scale in instrument.file.bands.items():
        yield ""
        where = "" if scale.applies_to == "all" else f" of {', '.join(scale.applies_to)}"
        yield f"Bands {name}{where}: {scale.label}" + (f" - {scale.note}" if scale.note else "")
        for band in scale.bands:
            learn = f"; learn from {', '.join(each.label for each in band.learn_from)}" if band.learn_from else ""
            yield f"  {band.from_:f}-{band.to:f} {band.label}{'' if band.documented else ' (not documented)'}{learn}"
    for name, typology in instrument.file.typologies.items():
        yield ""
        yield f"Typology {name}: {typology.label}" + (f" - {typology.note}" if typology.note else "")
        yield "  cut-offs: " + ", ".join(f"{node} {limit:f}" for node, limit in typology.cutoffs.items())
        for each in typology.types:
            yield f"  {each.label}: " + ", ".join(
                f"{node} {side.replace('_', ' ')}" for node, side in each.when.items()
            )


def _options(indicator: Indicator) -> Iterator[str]:
    if indicator.ask_per:
        yield f"asked per {' and '.join(indicator.ask_per)}"
    if isinstance(indicator, SingleChoice):
        for code, option in indicator.options.items():
            default = " (this is 'no policy')" if code == indicator.default else ""
            yield f"{code} = {option.points:f}: {option.text}{default}"
    elif isinstance(indicator, Tick):
        yield f"tick = {indicator.points:f}"
    elif isinstance(indicator, AtLeast | GradedCount):
        if isinstance(indicator, AtLeast):
            yield f"at least {indicator.at_least} of {len(indicator.sub_options)} = {indicator.points:f}"
        else:
            yield ", ".join(f"from {grade.count} = {grade.points:f}" for grade in indicator.grades)
        yield from (f"- {code}: {each.text}" for code, each in indicator.sub_options.items())
    elif isinstance(indicator, NumberQuestion):
        posts = indicator.goalposts
        yield f"a number{f' in {indicator.unit}' if indicator.unit else ''}" + (
            f", {posts.worst:f} = 0 and {posts.best:f} = 100" if posts else ""
        )


def as_markdown(instrument: Instrument) -> str:
    """Give Markdown: a codebook."""
    head = instrument.file
    lines = [f"# {head.title}", "", f"`{instrument.reference}`", "", head.description, ""]
    for name, tree in instrument.trees.items():
        lines += [f"## Tree {name}: {tree.label}", ""]
        lines += [
            f"{'  ' * depth}- **{instrument.nodes[node].label}** (`{node}`): {_rule(instrument, node)}"
            for node, depth in instrument.below(tree.roots)
        ]
        lines.append("")
    lines += ["## Questions", ""]
    for key, indicator in instrument.indicators.items():
        lines += [f"### {indicator.label} (`{key}`)", "", indicator.question, ""]
        lines += [
            *([indicator.help, ""] if indicator.help else []),
            *(f"- {line}" for line in _options(indicator)),
            "",
        ]
        lines += [f"- source: {each.title} ({each.kind})" for each in indicator.sources] + (
            [""] if indicator.sources else []
        )
    return "\n".join(lines)


FORMS: dict[str, Callable[[Instrument], str]] = {
    "text": as_text,
    "yaml": as_yaml,
    "json": as_json,
    "markdown": as_markdown,
}
