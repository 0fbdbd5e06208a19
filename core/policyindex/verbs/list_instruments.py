"""Listing what is registered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policyindex.verbs.request import Request

if TYPE_CHECKING:
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ListInstrumentsRequest(Request):
    """List the registered instruments and the strands for them."""


def list_instruments(request: ListInstrumentsRequest, workspace: Workspace) -> Outcome[list[dict[str, Any]]]:
    """Give references, titles, whether answers travel with an instrument, and its strands; no file is read."""
    from policyindex.reports.instrument_list import instrument_lines, instrument_list, listed
    from policyindex.verbs.outcome import Outcome

    host = workspace.host
    specs = sorted(host.instruments.values(), key=lambda spec: spec.id)
    strands = sorted(host.strands.values(), key=lambda spec: (spec.base, spec.id))
    rows = listed(specs, strands)
    notes = tuple(f"warning: plugin {fault.plugin} is skipped: {fault.reason}" for fault in host.faults)
    return Outcome(
        rows,
        lambda: instrument_list(rows),
        notes=notes,
        own={"text": lambda: instrument_lines(specs, strands)},
        summary=f"{len(specs)} instruments, {len(strands)} strands",
    )
