"""An instrument described: plain text for a terminal, Markdown as a codebook."""

from __future__ import annotations

from collections.abc import Iterator

from policyindex.cli.describe_method import method_markdown, method_text
from policyindex.instruments.hashing import scoring_hash, text_hash
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.models import Indicator
from policyindex.problems import plain


def counts(instrument: Instrument) -> dict[str, int]:
    """Count what an instrument holds; ``with_sources`` are the indicators that name a standard."""
    indicators = instrument.indicators.values()
    return {
        "indicators": len(instrument.indicators),
        "answers": sum(len(instrument.instances(key)) for key in instrument.indicators),
        "nodes": len(instrument.nodes),
        "with_sources": sum(bool(each.sources) for each in indicators),
    }


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
    if instrument.extends:
        yield f"It extends {instrument.extends}: indicators that are not its own come from there, with their texts."
    if instrument.unreviewed:
        yield f"This translation into '{instrument.language}' is unreviewed: nobody named has confirmed it."
    if head.self_assessment:
        yield "This is a self-assessment: results are labelled so and never ranked."
    if head.published:
        yield "Published: this edition does not change any more; a change makes another edition."
    said = [
        _counted(number[key], word)
        for key, word in (("indicators", "question"), ("answers", "answer"), ("nodes", "node"))
    ]
    yield f"{', '.join(said)} for each unit and period; {number['with_sources']} of {number['indicators']} with the standard behind the question."
    yield f"Scoring hash {scoring_hash(instrument)[:12]}, text hash {text_hash(instrument)[:12]} ({instrument.language})."
    for name, tree in instrument.trees.items():
        yield ""
        yield f"Tree {name}: {tree.label}" + (" (published)" if tree.published else "")
        for node, depth in instrument.below(tree.roots):
            yield f"{'  ' * (depth + 1)}{node}: {instrument.nodes[node].label} - {_rule(instrument, node)}"
    yield from _tables(instrument)
    yield from _classification(instrument)
    yield from _study(instrument)
    yield from method_text(instrument)
    yield ""
    yield "Questions"
    for key, indicator in instrument.indicators.items():
        yield f"  {key}: {indicator.question}"
        yield from (f"      {line}" for line in _options(indicator))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _rule(instrument: Instrument, node: str) -> str:
    found = instrument.nodes[node]
    children = [
        f"{found.rule.weights[child]} {child}" if child in found.rule.weights else child for child in found.children
    ]
    rule = [f"{found.rule.aggregator} of {', '.join(children)}"]
    rule += [f"missing: {found.rule.missing}"] if found.rule.missing != "skip" else []
    rule += ["only where every part has a score"] if found.rule.presence == "all" else []
    rule += [f"at least {found.rule.min_coverage:%} answered"] if found.rule.min_coverage is not None else []
    return "; ".join(rule)


def _tables(instrument: Instrument) -> Iterator[str]:
    for key, node in instrument.nodes.items():
        if not node.table:
            continue
        yield ""
        yield f"Decision table {key}: {node.label} (the first row that fits)"
        for row in node.table:
            when = ", ".join(
                f"{child} {pattern if isinstance(pattern, str) else ' or '.join(pattern)}"
                for child, pattern in row.when.items()
            )
            score = "no score" if row.score is None else f"{row.score:f}"
            yield f"  {when or 'otherwise'}: {score}" + (f" - {row.note}" if row.note else "")


def _study(instrument: Instrument) -> Iterator[str]:
    """What a study needs to know: units, blocks, scoping, short forms, targets."""
    head = instrument.file
    yield ""
    if head.units:
        yield f"Units: {head.units.label}, codes of {head.units.scheme} {head.units.vintage}".rstrip()
    if head.blocks:
        yield "Blocks: " + ", ".join(f"{block.label} ({key})" for key, block in head.blocks.items())
    if head.scoping:
        yield f"Scoping, per {head.facets[head.scoping.facet].label.lower()}:"
        for question in head.scoping.questions.values():
            yield f"  {question.question}"
            yield from (f"    {code}: {answer.text}" for code, answer in question.answers.items())
        for rule in head.scoping.rules:
            when = ", ".join(
                f"{key} {value if isinstance(value, str) else ' or '.join(value)}" for key, value in rule.when.items()
            )
            only = ", ".join(
                f"{key} {value if isinstance(value, str) else ' or '.join(value)}" for key, value in rule.only.items()
            )
            yield f"  {when or 'otherwise'}: {rule.scope}" + (f" (only {only})" if only else "")
    for key, form in head.short_forms.items():
        yield f"Short form {key}: {form.label}, {len(form.indicators)} questions: {', '.join(form.indicators)}"
    for target in head.targets:
        yield f"Target: {target.node} {target.score:f}" + (f" by {target.by}" if target.by else "")


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
        yield f"  otherwise: {typology.otherwise}"
        for each in typology.types:
            yield f"  {each.label}: " + ", ".join(
                f"{node} {side.replace('_', ' ')}" for node, side in each.when.items()
            )


def _options(indicator: Indicator) -> Iterator[str]:
    if not indicator.scored:
        yield "asked for context, not scored"
    if indicator.ask_per:
        yield f"asked per {' and '.join(indicator.ask_per)}"
    yield from indicator.told()


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
    lines += [*method_markdown(instrument), "## Questions", ""]
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
