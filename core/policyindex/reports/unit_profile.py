"""The report of one unit as a whole: what is known of it, on a few pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policyindex.analysis.comparing import Beside
from policyindex.analysis.learning import Way
from policyindex.analysis.unit_profile import Place, Since, UnitProfile
from policyindex.reports.basket import left_out, no_score
from policyindex.reports.brought import Brought, author, brought_tables, context_sections, uses_section
from policyindex.reports.lessons import FEW, example_lines, strong_and_weak
from policyindex.reports.numbers import NONE, shown_number
from policyindex.reports.of_units import unit_notes
from policyindex.reports.profile import profile_sections
from policyindex.reports.report import Block, Branch, Cell, Column, Report, Section, Table, Text
from policyindex.reports.score_notes import score_notes
from policyindex.reports.signed import signed
from policyindex.reports.standing import Standing
from policyindex.reports.unit_profile_figures import profile_figures
from policyindex.reports.unit_profile_tables import profile_tables
from policyindex.scoring.classify import scale_of
from policyindex.scoring.result import Result
from policyindex.scoring.view import View

MANY = 60
"""Nodes from which only the roots and what is right below them have room."""
LESSONS = 3
"""Answers for which it is said whom to learn from."""
MARK = "~"
"""Marks a change of scores that do not rest on the same questions."""


def profile_report(
    result: Result, found: UnitProfile, roots: Sequence[str], groups: Sequence[str], brought: Brought
) -> Report:
    """Report what is known of a unit."""
    told = Told(result, found, roots, groups)
    unit, period = result.panel.units[found.row], result.panel.periods[found.row]
    title = f"{told.name} · {told.head.file.title} · {period}"
    sections = (
        Section(title, (*told.opening(), *author(brought))),
        Section("Scores", (told.scores(),), 2),
        *told.placed(),
        *told.lessons(),
        *profile_sections(told.standing, found.row),
        *told.basis(),
        *context_sections(brought),
        *uses_section(brought),
    )
    return Report(
        title,
        sections,
        notes=(*told.notes(), *unit_notes(result, (unit,)).values()),
        tables=(*profile_tables(result, found), *brought_tables(brought)),
        figures=lambda: profile_figures(told.standing, found, roots, told.whose),
        provenance=result.provenance,
        language=told.head.language,
    )


class Told:
    """Words for one unit."""

    def __init__(self, result: Result, found: UnitProfile, roots: Sequence[str], groups: Sequence[str]) -> None:
        self.result, self.found, self.groups = result, found, groups
        self.standing = Standing(View(result, (result.instrument.published_tree,)), roots)
        self.head, self.name = result.instrument, self.standing.name(found.row)
        self.roots = roots
        self.period = result.panel.periods[found.row]
        self.label = self.head.nodes[found.node].label
        self.shown = [each for each in found.beside if len(found.beside) <= MANY or each.depth < 2]
        self.compares = any(each.others.members for each in found.beside)
        self.whose = groups[0] if groups else "all others assessed"

    def opening(self) -> Iterator[Block]:
        """Say in a few lines what a reader takes away."""
        at, row = self.found.node, self.found.row
        score = self.standing.score(row, at)
        band = self.result.band(row, self.result.column(at))
        text = f"{self.label}: " + ("no score" if score is None else shown_number(score, self.head.decimals(at)))
        yield Text(text + (f", {band}" if band else "") + "".join(self._moved(at)), "strong")
        above, below = strong_and_weak(self.standing, self._parts())
        if above or below:
            yield from (Text(f"Strong beside {self.whose}: {', '.join(above)}") for _ in above[:1])
            yield from (Text(f"Weak beside {self.whose}: {', '.join(below)}") for _ in below[:1])
        else:
            yield from self._own_ends()
        for each in Standing(View(self.result, unpublished=False)).types:
            if each.row == row:
                by = f" ({each.source})" if each.source else ""
                yield Text(f"{self.head.file.typologies[each.typology].label}: {each.label}{by}")
        review = (f"{count} {word or 'of no stated review'}" for word, count in self.found.review.items())
        yield Text(f"Answers by how far they were reviewed: {', '.join(review) or 'there are none'}")

    def _moved(self, node: str) -> Iterator[str]:
        previous, first = self.found.previous.get(node), self.found.first.get(node)
        decimals = max(1, self.head.decimals(node))
        for each in dict.fromkeys(filter(None, (previous, first))):
            yield f", {signed(each.difference, decimals)} since {each.period}"

    def _parts(self) -> list[Beside]:
        return [each for each in self.found.beside if each.depth == 1]

    def _own_ends(self) -> Iterator[Text]:
        """Name the parts that have most and least of what is possible, where there is nobody to be compared with."""
        parts = [
            (share, each.node)
            for each in self._parts()
            if (share := self.standing.share(self.found.row, each.node)) is not None
        ]
        ordered = [
            f"{self.head.nodes[node].label} ({share:.0%})" for share, node in sorted(parts, key=lambda each: -each[0])
        ]
        if len(ordered) > 1:
            few = min(FEW, len(ordered) // 2)
            yield Text(f"Highest, of what is possible: {', '.join(ordered[:few])}")
            yield Text(f"Lowest, of what is possible: {', '.join(reversed(ordered[-few:]))}")

    def scores(self) -> Table:
        """Give the tree with what changed and what others have."""
        found, standing, row = self.found, self.standing, self.found.row
        before, start = (self._common(each) for each in (found.previous, found.first))
        twice = found.previous != found.first
        nodes = [each.node for each in self.shown]
        decimals = standing.decimals(nodes)
        aimed = any(each.target is not None for each in self.shown)
        has_room = not (self.compares and before)  # a page is no wider, and CSV has the bands of all
        banded = has_room and any(scale_of(self.head, node) for node in nodes)
        thin = any(standing.is_incomplete(row, node) for node in nodes)
        counts = [
            (self.result.answered[row, at], self.result.expected[row, at]) for at in map(self.result.column, nodes)
        ]
        gaps = any(answered < expected for answered, expected in counts)
        ranked = standing.ranked and any(standing.rank(row, node) != NONE for node in nodes)
        columns = [
            Column("label", standing.word("score_of"), width=40),
            Column("share", "", "share"),
            Column("score", "", "number", decimals=decimals, alone=standing.word("score")),
        ]
        columns += [Column("rank", "#", right=True)] * ranked
        columns += [Column("others", f"Mean of {self.whose}", right=True, width=12)] * self.compares
        columns += [Column("previous", f"Since {before}", right=True)] * bool(before)
        columns += [Column("first", f"Since {start}", right=True)] * bool(start and twice)
        columns += [Column("target", standing.word("target"), "number")] * aimed
        columns += [Column("band", standing.word("band"), optional=True)] * banded
        columns += [Column("state", "", alone=standing.word("state"))] * thin
        columns += [Column("answered", standing.word("answered"), right=True)] * gaps

        def cells() -> Iterator[tuple[Cell, ...]]:
            for each in self.shown:
                node = each.node
                line: list[Cell] = [
                    "  " * each.depth + self.head.nodes[node].label, standing.share(row, node), each.scores[0],
                ]  # fmt: skip
                line += [standing.rank(row, node)] * ranked
                line += [_mean(each.others.value, self.head.decimals(node))] * self.compares
                line += [self._since(found.previous.get(node), node, before)] * bool(before)
                line += [self._since(found.first.get(node), node, start)] * bool(start and twice)
                line += [each.target] * aimed
                line += [self.result.band(row, self.result.column(node))] * banded
                line += [standing.state(row, node)] * thin
                yield (*line, *[standing.answered(row, node)] * gaps)

        return Table("scores", tuple(columns), cells)

    @staticmethod
    def _common(changes: Mapping[str, Since]) -> str:
        """Give the period that most changes count from."""
        periods = [each.period for each in changes.values()]
        return max(dict.fromkeys(periods), key=periods.count) if periods else ""

    def _since(self, since: Since | None, node: str, usual: str) -> str:
        if since is None:
            return NONE
        text = signed(since.difference, max(1, self.head.decimals(node))) + MARK * (not since.same)
        return text if since.period == usual else f"{text} ({since.period})"

    def placed(self) -> Iterator[Section]:
        """Say where the unit stands among all and among each group."""
        if not self.found.places:
            return
        rows = [self._place(each) for each in self.found.places]
        columns = (
            Column("among", "Among"),
            Column("place", "Place"),
            Column("mean", "Mean of the others", right=True),
            Column("gap", "Above the mean", right=True),
            *[Column("near", "Not distinguishable")] * any(row[-1] for row in rows),
        )
        table = Table("place", columns, [row[: len(columns)] for row in rows])
        yield Section(f"Place by {self.label}", (table,), 2)

    def _place(self, each: Place) -> tuple[Cell, ...]:
        among, own, others = each.among or "all assessed", each.ranked, each.others
        if own is None:
            return (among, f"no member in {self.period}", "", "", "")
        place = f"{own.rank} of {each.of}" if own.rank else "no rank"
        near = "" if own.is_alone or not own.rank else f"places {own.first}-{own.last}"
        decimals = max(1, self.head.decimals(self.found.node))
        gap = None if own.score is None or others.value is None else own.score - others.value
        return (among, place, _mean(others.value, decimals), signed(gap, decimals), near)

    def lessons(self) -> Iterator[Section]:
        """Say briefly whom to learn from."""
        moved = {column: any(each.way is not Way.HIGHER for each in own) for column, own in self.found.learn.items()}
        some = sorted(self.found.learn.items(), key=lambda each: not moved[each[0]])[:LESSONS]
        branches = tuple(
            Branch(self.head.label(column), tuple(example_lines(self.standing, own))) for column, own in some
        )
        if branches:
            more = len(self.found.learn) - len(some)
            rest = [Text(f"… and {more} more answers; see 'policyindex compare'", "quiet")] * (more > 0)
            yield Section("Whom to learn from", (*branches, *rest), 2)

    def basis(self) -> Iterator[Section]:
        """Say what was compared, and what was left out on whose account."""
        blocks = (*no_score(self.standing, [self.found.row]), *left_out(self.standing, self.period))
        if blocks:
            yield Section("", blocks)

    def notes(self) -> Iterator[str]:
        """Say how to read what stands above."""
        found = self.found
        if found.refused:
            yield f"Nothing is said of changes: {found.refused}"
        elif any(not each.same for own in (found.previous, found.first) for each in own.values()):
            yield f"{MARK}: the two scores do not rest on the same questions; 'policyindex change' tells the parts apart."
        if len(self.shown) < len(found.beside):
            yield f"Of {len(found.beside)} nodes the roots and what is right below them are shown; CSV and JSON have all."
        if any(each.ranked and not each.ranked.is_alone for each in found.places):
            yield "Not distinguishable: less apart than one option step of the heaviest indicator; see 'policyindex rank'."
        if self.head.file.self_assessment:
            yield "A self-assessment: nobody is ranked by, or compared with, their own answers."
        yield from score_notes(self.standing, [found.row])


def _mean(value: float | None, decimals: int) -> str:
    return NONE if value is None else shown_number(value, decimals)
