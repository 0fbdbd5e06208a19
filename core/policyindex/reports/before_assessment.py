"""The profile of a unit that nobody has assessed yet: what is known of it, and what will be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policyindex.analysis.group_means import mean_of
from policyindex.analysis.profile import competences_of
from policyindex.instruments.columns import indicator_of
from policyindex.reports.brought import Brought, author, brought_tables, context_sections, uses_section
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.report import Block, Cell, Column, Report, Section, Table, Text
from policyindex.reports.standing import Standing
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

NOT_ASSESSED = "not assessed yet"


def not_assessed(result: Result, unit: str, node: str, groups: Mapping[str, Result], brought: Brought) -> Report:
    """Report what there is of a unit that nobody has assessed yet."""
    head, scheme, study = result.instrument, result.scheme, result.compared.study
    standing = Standing(View(result))
    label = study.file.units[unit].label if study and unit in study.file.units else ""
    name = label or result.unit_names.get(unit) or scheme.names.get(unit, unit)
    title = f"{name} · {head.file.title} · {NOT_ASSESSED}"
    opening = [Text(f"{name} ({unit}) is {NOT_ASSESSED}: there are no answers, so there are no scores and no place.", "strong")]  # fmt: skip
    if (country := scheme.country(unit)) and country != unit and (above := scheme.names.get(country)):
        opening.append(Text(f"Lies in {above}."))
    sections = [Section(title, (*opening, *author(brought)))]
    found = competences_of(study, unit) if study else None
    if found and (found.texts or found.context):
        figures = [f"{each.label}: {each.value:f} ({each.source})" for each in found.context]
        lines_ = (*found.texts, *figures)
        sections.append(Section(standing.word("competences"), tuple(Text(each) for each in lines_), 2))
    asked = tuple(_asked(result, node, groups))
    sections.append(Section("What will be asked", asked, 2))
    sections += [*context_sections(brought), *uses_section(brought)]
    return Report(
        title,
        tuple(sections),
        tables=(*(each for each in asked if isinstance(each, Table)), *brought_tables(brought)),
        notes=("Means are of those that are assessed; 'policyindex questionnaire export' writes the questionnaire.",),
        provenance=result.provenance,
        language=head.language,
    )


def _asked(result: Result, node: str, groups: Mapping[str, Result]) -> Iterator[Block]:
    """Count the questions by part, beside the means of those that are assessed."""
    head = result.instrument
    nodes = [(each, depth) for each, depth in head.below((node,)) if depth < 2]
    period = result.newest_period(node) or ""
    compared = {} if head.file.self_assessment else groups or {"all assessed": result}
    rows = {name: [at for at, each in enumerate(own.panel.periods) if each == period] for name, own in compared.items()}
    columns = [Column("label", "Part"), Column("questions", "Questions", "whole")]
    columns += [Column(name, f"Mean of {name}, {period}", right=True, width=16) for name in rows]
    cells: list[tuple[Cell, ...]] = [
        (
            "  " * depth + head.nodes[each].label,
            len({indicator_of(name) for name in head.indicators_below(each)}),
            *(
                _shown(mean_of(compared[name], each, own).value, max(1, head.decimals(each)))
                for name, own in rows.items()
            ),
        )
        for each, depth in nodes
    ]
    yield Text(f"{len(head.indicators)} questions")
    yield Table("asked", tuple(columns), cells)
    if head.file.blocks:
        yield Text("Blocks of experts: " + ", ".join(each.label for each in head.file.blocks.values()))


def _shown(value: float | None, decimals: int) -> str:
    return NONE if value is None else shown_number(value, decimals)
