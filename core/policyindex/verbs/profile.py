"""Saying on a few pages what is known of one unit, also before it is assessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import NODE, argument, option
from policyindex.verbs.scoring import ScoringRequest

if TYPE_CHECKING:
    from policyindex.analysis.unit_profile import UnitProfile
    from policyindex.analysis.uses import Use
    from policyindex.problems import Problem
    from policyindex.reports.brought import Brought
    from policyindex.scoring.result import Result
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace

TEXT_LIMIT = 20_000
"""Bytes of an author's text: a profile has four pages at most."""


@dataclass(frozen=True)
class ProfileRequest(ScoringRequest):
    """Show one unit on one to four pages: scores in their tree, what changed, its place, strengths and weaknesses.

    Beside these stand whom it could learn from, its competences, who uses the index about it, and a text of an author.
    A unit that nobody has assessed yet gets what there is, and is called "not assessed yet".

    \b
    policyindex profile mipex-national DE --group EU27_2020 --output germany.html
    policyindex profile mipex-national PT --period 2014 --uses uses.csv --text portugal.md
    policyindex profile mipex-national PT --context records.yaml --output portugal.html
    policyindex profile mipex-regional ZZ1-COAST --study study.yaml
    """

    unit: str = argument("UNIT")
    period: str = option("The period; default: the newest that most units have a score in.", metavar="PERIOD")
    node: str = option(NODE, metavar="NODE")
    group: tuple[str, ...] = option(
        "Give its place among the units of this group, such as EU27_2020. May be repeated; means are those of the first. "
        "Default: all that are assessed.",
        default=(),
        metavar="NAME",
    )
    context: tuple[str, ...] = option(
        "A context file: series, treaties, practices and other records, of which those about the unit are shown. May be "
        "repeated.",
        default=(),
        metavar="FILE",
        reads=True,
    )
    uses: str = option("A register of uses, of which those about the unit are shown.", metavar="FILE", reads=True)
    text: str = option(
        "A text of an author, in a file of plain text with # before headings.", metavar="FILE", reads=True
    )


def profile(request: ProfileRequest, workspace: Workspace) -> Outcome[UnitProfile | None]:
    """Give what is known of a unit; None as data where nobody has assessed it.

    :raises WrongUseError: for a unit that neither answers nor its scheme nor a study know, a group or a period
    """
    from policyindex.analysis.unit_profile import unit_profile
    from policyindex.reports.before_assessment import not_assessed
    from policyindex.reports.unit_profile import profile_report
    from policyindex.verbs.analysing import chosen_node
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.scoring import scored
    from policyindex.verbs.units import known_period

    given = scored(request, workspace)
    result, warnings = given.result, given.warnings if request.answers else ()
    head = result.instrument
    unit, read = _unit(request.unit, result)
    groups, more = _groups(request, result, workspace)
    node = chosen_node(request.node, result)
    own = [at for at, each in enumerate(result.panel.units) if each == unit]
    period = known_period(request.period, result) if request.period else result.shown_period(own, node) if own else ""
    brought = _brought(request, result, unit, period)
    context = brought.context
    warnings = (*warnings, *more, *(context.warnings if context else ()))
    notes = (*given.notes, *read, *(context.notes if context else ()))
    if not own:
        return Outcome(None, lambda: not_assessed(result, unit, node, groups, brought), warnings=warnings, notes=notes)
    roots = (node,) if request.node else head.trees[head.published_tree].roots
    found = unit_profile(result, result.row(unit, period), node, groups, roots)
    return Outcome(
        found, lambda: profile_report(result, found, roots, tuple(groups), brought), warnings=warnings, notes=notes
    )


def _brought(request: ProfileRequest, result: Result, unit: str, period: str) -> Brought:
    """Read what was brought along: nothing of it enters a score."""
    from pathlib import Path

    from policyindex.analysis.context.units import gathered
    from policyindex.analysis.context.whole import newest_values
    from policyindex.reports.brought import Brought
    from policyindex.studies.context.reading import read_contexts

    text, file = _text(request.text)
    uses = _uses(request.uses, unit)
    if not request.context:
        return Brought(text, file, uses)
    files = read_contexts([Path(each).expanduser() for each in request.context], result.instrument)
    context = gathered(files, result)
    values = newest_values(result, context, unit, period)
    return Brought(text, file, uses, context, values, tuple(each for each in context.evidence if each.unit == unit))


def _unit(text: str, result: Result) -> tuple[str, tuple[str, ...]]:
    """Give the code of a unit that there are answers of, or that a scheme or a study knows."""
    from policyindex.problems import hint, listing
    from policyindex.problems.errors import WrongUseError
    from policyindex.verbs.units import meant, unit_code

    study = result.compared.study
    asked = {code: each.label or code for code, each in study.file.units.items()} if study else {}
    answered = {code: result.unit_names.get(code, code) for code in result.panel.units}
    names = {**result.scheme.names, **asked, **answered}
    code, notes = meant(unit_code(text), names, result.scheme)
    if code not in names:
        where = f", and no unit of {result.scheme.id}" if result.scheme.names else ""
        raise WrongUseError(
            f"there are no answers of the unit '{code}'{where}; there are some of: {listing(sorted(answered), 80)}."
            f"{hint(code, [*names, *names.values()])}"
        )
    return code, notes


def _groups(
    request: ProfileRequest, result: Result, workspace: Workspace
) -> tuple[dict[str, Result], tuple[Problem, ...]]:
    from policyindex.verbs.units import among_units

    found: dict[str, Result] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(request.group):
        found[name], more = among_units(result, name, workspace.host)
        problems += more
    return found, tuple(dict.fromkeys(problems))


def _text(path: str) -> tuple[str, str]:
    """Give an author's text and the name of its file."""
    from pathlib import Path

    from policyindex.files.text import decode, read_bytes

    if not path:
        return "", ""
    file = Path(path).expanduser()
    text, _ = decode(read_bytes(file, TEXT_LIMIT, "a text"), str(file))
    return text, file.name


def _uses(path: str, unit: str) -> tuple[Use, ...] | None:
    """Give the uses about a unit; None: nobody asked."""
    from pathlib import Path

    from policyindex.analysis.uses import read_uses

    if not path:
        return None
    return tuple(each for each in read_uses(Path(path).expanduser()) if each.unit == unit)
