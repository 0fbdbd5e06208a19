"""From files to a checked instrument."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policyindex.errors import ProblemsFoundError
from policyindex.instruments import checks
from policyindex.instruments.draft import Draft, add_strand, read_draft
from policyindex.instruments.expand import in_order, spelled_out
from policyindex.instruments.instrument import Instrument
from policyindex.problems import errors_in, ordered
from policyindex.specs import Rules


def load_instrument(path: Path, rules: Rules, strands: Sequence[Path] = ()) -> Instrument:
    """Read, compose, check and spell out an instrument.

    :param path: the instrument's main file
    :param rules: the registries it may name aggregators, steps and strategies of
    :param strands: files of the strands to compose in; their order does not matter
    :raises ProblemsFoundError: with every fault found in any of the files
    """
    draft = read_draft(path)
    for strand in sorted(strands):
        add_strand(draft, strand)
    return finished(draft, rules)


def finished(draft: Draft, rules: Rules) -> Instrument:
    """Check a draft and turn it into an instrument."""
    checks.check_questions(draft)
    nodes = spelled_out(draft)
    checks.check_rules(draft, nodes, rules)
    checks.check_tables(draft, nodes)
    checks.check_trees(draft, nodes)
    checks.check_bands(draft, nodes)
    checks.check_typologies(draft, nodes)
    checks.check_studies(draft)
    checks.check_reach(draft, nodes)
    problems = ordered(draft.problems)
    if errors_in(problems):
        raise ProblemsFoundError(problems)
    order, _ = in_order(nodes)
    return Instrument(
        file=draft.file,
        indicators=draft.indicators,
        nodes={key: nodes[key] for key in order},
        trees=draft.trees,
        strands=tuple(sorted(draft.strands)),
        language=draft.file.source_language,
        warnings=tuple(problems),
        places=draft.places,
    )
