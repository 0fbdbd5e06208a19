"""What stays with scores that are passed on: who is to be cited, on which terms, how far answers are verified, from what
they were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from policyindex.reports.of_units import unit_notes
from policyindex.scoring.view import View
from policyindex.units.periods import period_of

SELF_ASSESSED = "The units have assessed themselves: these scores are not ranked."


@dataclass(frozen=True)
class Dataset:
    """A view of a result as others get it; texts are empty where nobody states them."""

    reference: str
    title: str
    description: str
    edition: str
    citation: str
    licence: str
    notes: tuple[str, ...]
    """What has to be printed beside the scores: on the answers that travel with the instrument, as each run says it, on
    self-assessment, and on names of units."""
    language: str
    verification: tuple[str, ...]
    """Who vouches for the answers, each source once."""
    units: tuple[str, ...]
    periods: tuple[str, ...]
    """In their order in time."""
    provenance: Mapping[str, Any]

    @property
    def author(self) -> str:
        """Who made the index, as one body: citations are texts, whose names nobody can tell apart for sure."""
        return f"Authors of {self.title}"

    @property
    def made_from(self) -> str:
        """Edition, hashes and versions in a line, by which the scores can be made again and compared."""
        made = self.provenance
        study = (f"study {made['study']['study']} {made['study']['hash']}",) if "study" in made else ()
        basket = (f"basket {made['basket']['kind']}",) if "basket" in made else ()
        group = (f"among {made['group']['group']}",) if "group" in made else ()
        short = (f"short form {made['short_form']}",) if "short_form" in made else ()
        cutoffs = (f"cut-off {node} {value:g}" for node, value in made["cutoffs"].items())
        hashes = (f"scoring {made['scoring_hash']}", f"answers {made['answers_hash']}")
        parts = (self.reference, *hashes, *study, *basket, *group, *short, *cutoffs, f"policyindex {self.version}")
        return "; ".join(parts)

    @property
    def belongings(self) -> dict[str, Any]:
        """Give what formats without words of their own for it say beside the scores, JSON-ready."""
        return {
            "citation": self.citation,
            "licence": self.licence,
            "notes": list(self.notes),
            "verification": list(self.verification),
        }

    @property
    def version(self) -> str:
        """The version of policyindex that made the scores."""
        return str(self.provenance["policyindex"])

    @property
    def terms(self) -> str:
        """Licence and notes as one text."""
        return " ".join(filter(None, (self.licence, *self.notes)))

    @property
    def years(self) -> tuple[int, ...]:
        """The first and the last year that the scores are about; empty where no period is dated."""
        found = [period for each in self.periods if (period := period_of(each)) and period.first and period.last]
        firsts, lasts = (
            [each.first.year for each in found if each.first],
            [each.last.year for each in found if each.last],
        )
        return (min(firsts), max(lasts)) if found else ()


def dataset_of(view: View) -> Dataset:
    """Describe the scores of a view."""
    result, head = view.result, view.result.instrument
    panel = result.panel
    rows = range(len(panel.units)) if view.keep is None else view.keep
    units = tuple(dict.fromkeys(panel.units[row] for row in rows))
    notes = (
        result.compared.answers.origin.note,
        SELF_ASSESSED if head.file.self_assessment else "",
        *unit_notes(result, units).values(),
    )
    used = np.unique(panel.source if view.keep is None else panel.source[list(rows)])
    sources = {panel.sources[at].text for at in used.tolist() if at >= 0}
    return Dataset(
        head.reference,
        head.file.title,
        head.file.description,
        head.edition,
        head.file.citation,
        head.file.licence,
        tuple(filter(None, notes)),
        head.language,
        tuple(sorted(filter(None, sources))),
        units,
        tuple(sorted({panel.periods[row] for row in rows}, key=head.in_time)),
        result.provenance,
    )
