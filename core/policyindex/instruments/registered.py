"""Finding what a reference names among the registered instruments and strands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from policyindex.instruments.reference import Named, parse_reference
from policyindex.plugins.host import PluginHost
from policyindex.plugins.specs import InstrumentSpec, StrandSpec
from policyindex.problems import hint, listing
from policyindex.problems.errors import BrokenPluginError, WrongUseError

S = TypeVar("S", InstrumentSpec, StrandSpec)


def bases_of(host: PluginHost) -> Mapping[tuple[str, str], Path]:
    """Give the files of all registered instruments, which others may extend."""
    return {key: spec.path for key, spec in host.instruments.items()}


def find_specs(reference: str, host: PluginHost) -> tuple[InstrumentSpec, list[StrandSpec]]:
    """Find what a reference names among what is registered, or raise WrongUseError."""
    wanted = parse_reference(reference)
    base = wanted.base.id
    editions = {edition: spec for (name, edition), spec in host.instruments.items() if name == base}
    claims = {key[1]: reason for key, reason in host.contested("instruments").items() if key[0] == base}
    spec = _chosen(
        "instruments", "instrument", wanted.base, editions, claims, sorted({name for name, _ in host.instruments}), host
    )
    strands = []
    for strand in wanted.strands:
        known = sorted({name for base, name, _ in host.strands if base == spec.id})
        fitting = {key[2]: each for key, each in host.strands.items() if key[:2] == (spec.id, strand.id)}
        twice = {key[2]: reason for key, reason in host.contested("strands").items() if key[:2] == (spec.id, strand.id)}
        strands.append(_chosen("strands", f"strand of {spec.id}", strand, fitting, twice, known, host))
    return spec, strands


def _chosen(
    registry: str,
    kind: str,
    wanted: Named,
    editions: Mapping[str, S],
    claims: Mapping[str, str],
    known: list[str],
    host: PluginHost,
) -> S:
    """Choose an edition: the one named, otherwise the newest; ``claims`` are the editions that two plugins claim."""
    for edition, reason in claims.items():
        if wanted.edition in ("", edition):
            raise BrokenPluginError(reason)
    if editions and not wanted.edition:
        owners = {host.owner(registry, spec).origin for spec in editions.values()}
        if len(owners) > 1:  # the newest must not depend on what else is installed
            raise WrongUseError(
                f"editions of '{wanted.id}' come from {' and '.join(sorted(owners))}: name one of {listing(editions)}"
            )
        return list(editions.values())[-1]
    if wanted.edition in editions:
        return editions[wanted.edition]
    if editions:
        raise WrongUseError(
            f"there is no edition '{wanted.edition}' of '{wanted.id}'; there are: {listing(editions)}.{hint(wanted.edition, editions)}"
        )
    broken = sorted({fault.plugin for fault in host.faults})
    also = (
        f" Broken plugins that may have had it: {listing(broken)} (see 'policyindex plugins list')." if broken else ""
    )
    off = f" Disabled plugins: {listing(host.disabled)}." if host.disabled else ""
    raise WrongUseError(
        f"there is no {kind} '{wanted.id}'; known: {listing(known, 40)}.{hint(wanted.id, known)}{also}{off}"
    )
