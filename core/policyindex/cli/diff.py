"""``policyindex instruments diff``."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from policyindex.cli import host_of


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--format", "form", default="text", type=click.Choice(["text", "markdown", "json"]), help="How to show it."
)
@click.option(
    "--using", default="", metavar="FILE", help="A crosswalk: its names of questions and options count as stated."
)
@click.option(
    "--crosswalk",
    default="",
    metavar="FILE",
    help="Write a crosswalk to edit. An existing file is not touched: give it with --using.",
)
@click.pass_context
def diff(ctx: click.Context, before: str, after: str, form: str, using: str, crosswalk: str) -> None:
    """Compare the editions A (older) and B (newer), references or files.

    Every node and indicator of B is identical, reworded, rescored, restructured or new, and a node is at least as
    bad as what is below it. Scores are comparable up to reworded.

    \b
    policyindex instruments diff mine.yaml mine-2027.yaml --crosswalk crosswalk.yaml
    """
    from policyindex.cli.edition_report import FORMS
    from policyindex.cli.output import say
    from policyindex.editions.crosswalk import read_crosswalk
    from policyindex.editions.crosswalk_draft import draft_crosswalk
    from policyindex.editions.diff import compare
    from policyindex.files.writing import write_file
    from policyindex.problems.errors import WrongUseError
    from policyindex.scoring.score import get_instrument

    host = host_of(ctx)
    target = Path(crosswalk).expanduser()
    if crosswalk and target.exists():
        raise WrongUseError(
            f"{target} is there already: give it with --using {quote(str(target))}, or choose another name"
        )
    instruments = get_instrument(before, host), get_instrument(after, host)
    stated = read_crosswalk(Path(using).expanduser(), lambda each: get_instrument(each, host)) if using else None
    if stated and (between := [each.reference for each in (stated.before, stated.after)]) != [
        each.reference for each in instruments
    ]:
        raise WrongUseError(f"the crosswalk {using} is between {' and '.join(between)}, not between these two editions")
    comparison = compare(*instruments, stated.renamed if stated else None, stated.recoded if stated else None)
    click.echo(FORMS[form](comparison))
    if crosswalk:
        kept = stated.indicators if stated else None
        text = draft_crosswalk(comparison, (before, after), target.parent, kept)
        write_file(target, lambda stream: stream.write(text.encode()))
        say(f"{target}: correct it, then use it with 'policyindex instruments carry'")
