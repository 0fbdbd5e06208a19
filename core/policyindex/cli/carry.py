"""``policyindex instruments carry``."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyindex.cli import host_of

if TYPE_CHECKING:
    from policyindex.editions.carry import Carried, Note


@click.command()
@click.argument("answers", metavar="[ANSWERS]...", nargs=-1)
@click.option("--crosswalk", required=True, metavar="FILE", help="The crosswalk from the older edition to the newer.")
@click.option("--output", default="-", metavar="FILE|-", help="Where to write the answers as CSV; -: standard output.")
@click.option("--report", default="", metavar="FILE", help="Write what was not simply carried as CSV, too.")
@click.pass_context
def carry(ctx: click.Context, answers: tuple[str, ...], crosswalk: str, output: str, report: str) -> None:
    """Carry answers of the older edition to the newer one; without ANSWERS, those that travel with it.

    Every answer that is not simply the same is listed: carried but to review, recoded, missing now, or left out
    because the newer edition does not ask it.

    \b
    policyindex instruments carry --crosswalk crosswalk.yaml answers-2026.csv --output answers-2027.csv
    """
    from policyindex.answers.files import read_answers
    from policyindex.answers.writing import csv_of
    from policyindex.cli.output import output_path, say
    from policyindex.cli.reporting import show_warnings
    from policyindex.editions.carry import carry as carried
    from policyindex.editions.crosswalk import read_crosswalk
    from policyindex.files.writing import check_outputs, write_file
    from policyindex.scoring.score import get_instrument

    host, path = host_of(ctx), output_path(output)
    check_outputs([path, Path(report) if report else None], [crosswalk, *answers])
    walk = read_crosswalk(Path(crosswalk).expanduser(), lambda each: get_instrument(each, host))
    given = read_answers(walk.before, *answers, host=host)
    show_warnings([*walk.warnings, *given.warnings])
    found = carried(walk, given)
    data = csv_of(found.answers)
    if report:
        write_file(Path(report).expanduser(), lambda stream: stream.write(_csv(found)))
    if path:
        write_file(path, lambda stream: stream.write(data))
    else:
        click.echo(data, nl=False)
    for line in (*map(_line, found.notes), _summary(found, len(given))):
        if path:
            click.echo(line)
        else:
            say(line)


def _line(note: Note) -> str:
    names = note.before if note.after in ("", note.before) else f"{note.before} → {note.after}"
    return f"{note.unit} {note.period} {names}: {note.outcome} ({note.value}){': ' if note.reason else ''}{note.reason}"


def _summary(found: Carried, given: int) -> str:
    counts = Counter(note.outcome for note in found.notes)
    also = "".join(f"; {count} {outcome}" for outcome, count in counts.items())
    return f"{given} answers given, {len(found.answers)} rows written{also}"


def _csv(found: Carried) -> bytes:
    from policyindex.answers.writing import write_rows
    from policyindex.editions.carry import Note

    text = io.StringIO(newline="")
    write_rows(text, [Note._fields, *found.notes])
    return text.getvalue().encode()
