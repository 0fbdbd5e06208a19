"""What a comparison rests on: what was left out and on whose account, what a unit answers for, where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from policyindex.analysis.placing import placed, scopes_of
from policyindex.cli.bars import shown
from policyindex.cli.page import Page, new_table
from policyindex.problems import listing, plain


def draw_left_out(page: Page, period: str) -> None:
    """Name what is not compared in a period."""
    result = page.result
    study = result.compared.study
    if study is not None:
        day = f", law as of {study.file.reference_date}" if study.file.reference_date else ""
        page.say(f"Study: {study.file.title} ({study.file.study}){day}", "dim")
    if result.compared.short_form:
        form = result.instrument.file.short_forms[result.compared.short_form]
        page.say(f"Scored on the {form.label.lower()} ({len(form.indicators)} questions).")
    for index, each in enumerate(result.compared.left_out(result.instrument, period)):
        if not index:
            page.say("Compared on the common basket. Left out for all:")
        names = listing(result.unit_names.get(unit, unit) for unit in each.units)
        page.say(f"  {each.label}: {each.questions} of {each.of} answers; no competence: {names}")


def draw_no_score(page: Page, rows: Sequence[int]) -> None:
    """Say why nobody has a score, where a root asks for every part and the comparison leaves one out."""
    head = page.result.instrument
    for root in page.roots:
        node = head.nodes[root]
        if node.rule.presence != "all" or any(page.score(row, root) is not None for row in rows):
            continue
        parts = [each for each in node.children if each in head.nodes]
        empty = [head.label(each) for each in parts if all(page.score(row, each) is None for row in rows)]
        if empty:
            page.say(f"No score of {node.label}: it needs every part, and nobody has one of {listing(empty)}.")


def draw_competences(page: Page, row: int) -> None:
    """Explain what a unit has the competence for, and place it in its country."""
    result = page.result
    study, scoping = result.compared.study, result.instrument.file.scoping
    if study is None:
        return
    unit = result.panel.units[row]
    country, own = study.country(unit), study.file.units[unit]
    texts = [text for text in (country.competences if country else "", own.competences) if text]
    scopes = scopes_of(result, row)
    if texts or scopes:
        page.say("")
        page.say("Competences", "bold")
        for text in texts:
            page.say(text)
    if scopes and scoping:
        table = new_table(
            (result.instrument.file.facets[scoping.facet].label, "left"), ("Scope", "left"), ("Because", "left")
        )
        for label, scope in scopes.items():
            only = ", ".join(
                result.instrument.file.facets[facet].label_of(value)
                for facet, values in scope.only.items()
                for value in values
            )
            because = ", ".join(f"{question}: {answer}" for question, answer in scope.answers.items())
            cells = (label, f"{scope.kind}: {only} only" if only else scope.kind, because)
            table.add_row(*(Text(plain(cell)) for cell in cells))
        page.console.print(table)
    if country is None:
        return
    page.say("")
    page.say(f"In its country: {country.label}", "bold")
    rows = placed(result, row)
    table = new_table(
        ("Score of", "left"), (page.name(row), "right"),
        (f"Mean of {rows[0].of_country} there", "right"), (f"Mean of all {rows[0].of_all}", "right"),
    )  # fmt: skip
    for each in rows:
        label = result.instrument.nodes[each.node].label
        table.add_row(Text(plain(label)), shown(each.score), shown(each.country), shown(each.everyone))
    page.console.print(table)
    for figure in country.context:
        page.say(f"{figure.label}: {figure.value:f} ({figure.source}); it enters no score here")
