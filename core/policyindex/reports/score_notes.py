"""What stands at the foot of scores: what bands are worth, how ranks are made, from what the scores are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.answers.record import LEVELS, Verification
from policyindex.reports.standing import Standing
from policyindex.scoring.classify import scale_of
from policyindex.scoring.over_time import unstated_fits


def score_notes(standing: Standing, rows: Sequence[int]) -> Iterator[str]:
    """Say what the bands are worth, which cut-offs were given, and from what the scores are."""
    result, head = standing.result, standing.head
    scales = {id(scale): scale for root in standing.roots if (scale := scale_of(head, root))}
    if any(not band.documented for scale in scales.values() for band in scale.bands):
        yield standing.word("bands", notes="; ".join(scale.note for scale in scales.values() if scale.note))
    for typology in head.file.typologies.values() if not standing.view.trees else ():
        if not typology.published:
            key = "types_unpublished" if standing.view.unpublished else "types_on_request"
            yield standing.word(key, label=typology.label)
    for name, source in dict.fromkeys((each.typology, each.source) for each in standing.types if each.source):
        yield standing.word("types_stated", label=head.file.typologies[name].label, source=source)
    if head.rank_coverage and standing.ranked:
        yield standing.word("rank_coverage", share=f"{head.rank_coverage:.0%}")
    if several := int(result.panel.of_authorities[list(rows)].sum()):
        yield standing.word("of_authorities_one" if several == 1 else "of_authorities", count=several)
    first = standing.roots[0]
    if "ranks" in head.file.by_shown and standing.ranked:
        yield standing.word("by_shown", decimals=head.decimals(first))
    elif standing.ranked and standing.shows_the_same(first, rows):
        yield standing.word("same_shown", label=head.nodes[first].label)
    if (steps := unstated_fits(head, result.plan)) and len(set(result.panel.periods)) > 1:
        yield standing.word("fit_unstated", steps=standing.listed(steps))
    if result.imputed[list(rows)].any():
        yield standing.word("imputed_note")
    made = result.provenance
    if made["cutoffs"]:
        values = ", ".join(f"{node} {value:g}" for node, value in made["cutoffs"].items())
        yield standing.word("cut_offs", values=values)
    sources = sorted({text for row in result.verification for text in row if text})
    made_of = standing.word("foot", scoring=made["scoring_hash"][:12], answers=made["answers_hash"][:12])
    yield f"{head.reference} · {made_of} · {', '.join(_verified(standing, each) for each in sources)}"


def _verified(standing: Standing, text: str) -> str:
    """Say how far answers are verified; words of a source's own stay as they are."""
    if text in LEVELS:
        return standing.word(text.replace("-", "_"))
    publisher = Verification.parse(text).publisher
    return standing.word("published_by", publisher=publisher) if publisher else text
