"""What a comparison rests on: the study, the short form, what was left out and on whose account, why nobody is scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyindex.locales import ENGLISH
from policyindex.reports.report import Text
from policyindex.reports.standing import Standing


def left_out(standing: Standing, period: str) -> Iterator[Text]:
    """Name what is not compared in a period."""
    result, say = standing.result, standing.word
    study = result.compared.study
    if study is not None:
        date = study.file.reference_date
        day = f", {say('law_as_of', date=date)}" if date else ""
        yield Text(say("study", title=study.file.title, study=study.file.study) + day, "quiet")
    if result.compared.short_form:
        form = standing.head.file.short_forms[result.compared.short_form]
        label = form.label.lower() if standing.language == ENGLISH else form.label
        yield Text(say("short_form", form=label, count=len(form.indicators)))
    for index, each in enumerate(result.compared.left_out(standing.head, period)):
        if not index:
            yield Text(say("basket"))
        names = standing.listed(standing.unit_name(unit) for unit in each.units)
        values = {"label": each.label, "questions": each.questions, "all": each.of, "units": names}
        yield Text(say("left_out", **values), indent=2)


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
            yield Text(standing.word("no_score", node=node.label, parts=standing.listed(empty)))
