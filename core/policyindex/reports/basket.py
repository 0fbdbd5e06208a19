"""What a comparison rests on: the study, the short form, what was left out and on whose account, why nobody is scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.problems import listing
from policyindex.reports.report import Text
from policyindex.reports.standing import Standing


def left_out(standing: Standing, period: str) -> Iterator[Text]:
    """Name what is not compared in a period."""
    result = standing.result
    study = result.compared.study
    if study is not None:
        day = f", law as of {study.file.reference_date}" if study.file.reference_date else ""
        yield Text(f"Study: {study.file.title} ({study.file.study}){day}", "quiet")
    if result.compared.short_form:
        form = standing.head.file.short_forms[result.compared.short_form]
        yield Text(f"Scored on the {form.label.lower()} ({len(form.indicators)} questions).")
    for index, each in enumerate(result.compared.left_out(standing.head, period)):
        if not index:
            yield Text("Compared on the common basket. Left out for all:")
        names = listing(standing.unit_name(unit) for unit in each.units)
        yield Text(f"{each.label}: {each.questions} of {each.of} answers; no competence: {names}", indent=2)


def no_score(standing: Standing, rows: Sequence[int]) -> Iterator[Text]:
    """Say why nobody has a score, where a root asks for every part and the comparison leaves one out."""
    head = standing.head
    for root in standing.roots:
        node = head.nodes[root]
        if node.rule.presence != "all" or any(standing.score(row, root) is not None for row in rows):
            continue
        parts = [each for each in node.children if each in head.nodes]
        empty = [head.label(each) for each in parts if all(standing.score(row, each) is None for row in rows)]
        if empty:
            yield Text(f"No score of {node.label}: it needs every part, and nobody has one of {listing(empty)}.")
