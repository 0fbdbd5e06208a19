"""From files to a checked instrument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from policyindex.instruments import checks
from policyindex.instruments.draft import Draft, add_strand, read_draft
from policyindex.instruments.expand import in_order, spelled_out
from policyindex.instruments.extending import add_base, prune
from policyindex.instruments.instrument import Instrument
from policyindex.instruments.limits import check_reach_size, check_size
from policyindex.plugins.specs import Rules
from policyindex.problems import errors_in, hint, listing, ordered, problem
from policyindex.problems.errors import ProblemsFoundError

Bases = Mapping[tuple[str, str], Path]
"""The files of the instruments that others may extend, by id and edition."""


def load_instrument(path: Path, rules: Rules, strands: Sequence[Path] = (), bases: Bases | None = None) -> Instrument:
    """Read, compose, check and spell out an instrument.

    :param path: the instrument's main file
    :param rules: the registries it may name aggregators, steps and strategies of
    :param strands: files of the strands to compose in; their order does not matter
    :raises ProblemsFoundError: with every fault found in any of the files
    """
    return composed(read_draft(path), rules, strands, bases)


def composed(draft: Draft, rules: Rules, strands: Sequence[Path] = (), bases: Bases | None = None) -> Instrument:
    """Compose a draft with what it extends and with strands, check it and turn it into an instrument."""
    _extend(draft, rules, bases or {})
    for strand in sorted(strands):
        add_strand(draft, strand)
    return finished(draft, rules)


def _extend(draft: Draft, rules: Rules, bases: Bases) -> None:
    wanted = draft.file.extends
    if wanted is None:
        return
    if len(wanted.editions) != 1:
        where = draft.places.at("extends", "editions")
        raise ProblemsFoundError([problem("extends-editions", where, count=len(wanted.editions))])
    key = (wanted.instrument, wanted.editions[0])
    if key not in bases or key == (draft.file.id, draft.file.edition):
        known = [f"{name}@{edition}" for name, edition in bases]
        values = {"id": "@".join(key), "known": listing(known), "hint": hint("@".join(key), known)}
        raise ProblemsFoundError([problem("base-unknown", draft.places.at("extends", "instrument"), **values)])
    others = {name: path for name, path in bases.items() if name != key}  # a chain of bases ends
    add_base(draft, load_instrument(bases[key], rules, bases=others))


def finished(draft: Draft, rules: Rules) -> Instrument:
    """Check a draft and turn it into an instrument."""
    check_size(draft)
    checks.check_periods(draft)
    checks.check_questions(draft)
    checks.check_status_words(draft)
    nodes = spelled_out(draft)
    unused = prune(draft, nodes)
    checks.check_rules(draft, nodes, rules)
    checks.check_tables(draft, nodes)
    checks.check_trees(draft, nodes)
    checks.check_bands(draft, nodes)
    checks.check_typologies(draft, nodes)
    checks.check_studies(draft)
    checks.check_standards(draft)
    checks.check_method(draft, nodes)
    checks.check_reach(draft, nodes)
    order, cycle = in_order(nodes)
    if not cycle:
        check_reach_size(draft, (nodes[key] for key in order))
    problems = ordered(draft.problems)
    if errors_in(problems):
        raise ProblemsFoundError(problems)
    return Instrument(
        file=draft.file,
        indicators=draft.indicators,
        nodes={key: nodes[key] for key in order},
        trees=draft.trees,
        strands=tuple(sorted(draft.strands)),
        language=draft.file.source_language,
        extends=draft.base.reference if draft.base else "",
        unused=unused,
        listed={key: each.options for key, each in draft.named.items() if each.options and key in draft.indicators},
        unit_tables=draft.unit_tables,
        warnings=tuple(problems),
        places=draft.places,
    )
