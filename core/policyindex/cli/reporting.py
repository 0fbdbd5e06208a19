"""Showing an outcome as its report: ``--format``, ``--json`` and ``--output``, the same for every verb that reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policyindex.cli.commands import Call, Showing
from policyindex.cli.output import (
    console_encoding,
    is_terminal,
    output_path,
    page_of,
    replace_option,
    say,
    say_lines,
    write_out,
)

if TYPE_CHECKING:
    from policyindex.problems import Problem
    from policyindex.render.formats import Drawing
    from policyindex.verbs.outcome import Outcome

SHOWN = 3
TEXT = "text"


def report_options(names: str, default: str = "table") -> tuple[click.Option, ...]:
    """Make the options that say how a report is said."""
    help_ = f"{names}. Default: by the suffix of --output, otherwise {default}."
    return (
        click.Option(["--format", "form"], default="", metavar="NAME", help=help_),
        click.Option(["--json", "as_json"], is_flag=True, help="The same as --format json."),
        click.Option(["--output"], metavar="PATH", help="Write here instead of standard output; - is standard output."),
        replace_option(),
        click.Option(
            ["--figure"], default="", metavar="NAME", help="The figure that svg and png are. Default: the first."
        ),
        click.Option(
            ["--width"],
            default=640,
            type=click.IntRange(320, 2400),
            help="Pixels that it is laid out for. Default: 640.",
        ),
    )


def own_options(*own: str) -> tuple[click.Option, ...]:
    """Make the options of a report that may have formats of its own; the first is the default."""
    names = (*own, "table", "json", "csv", "xlsx", "md", "html", "svg")
    return report_options(f"{', '.join(names)} or png", names[0])


def show_report(call: Call, own: tuple[str, ...] = (), **how: Any) -> None:
    """Report, and end with the exit code of what was given."""
    finish(call, reported(call, own, **how))


def reported(
    call: Call,
    own: tuple[str, ...] = (),
    *,
    form: str,
    as_json: bool,
    output: str | None,
    replace: bool,
    figure: str,
    width: int,
) -> Outcome[Any]:
    """Check how a report is wanted, do the work, say what was noticed, and write the report.

    :param own: formats that it has beside those of all; the first is meant where nothing says which
    """
    from policyindex.verbs.request import files_read

    path = output_path(output)
    if path:
        from policyindex.files.writing import check_outputs

        check_outputs([path], files_read(call.request), free=not replace)
    plain = bool(own) and not (path or form or as_json)
    name = own[0] if plain else format_wanted(path, form, as_json, own)
    drawing = drawing_wanted(name, figure, width)
    outcome = call.work()
    notice(outcome)
    write_report(outcome, name, path, replace=replace, drawing=drawing)
    return outcome


def format_wanted(path: Path | None, form: str, as_json: bool, own: tuple[str, ...] = ()) -> str:
    """Give the format that was named, or that the suffix of the output means, or the first of a report's own.

    :raises WrongUseError: for one that does not exist or does not fit the output
    """
    from policyindex.render.formats import FORMATS, TABLE, check_format, format_of

    suffix = path.suffix.lower() if path else ""
    meant = suffix[1:] if suffix[1:] in own else format_of(suffix)
    known = [".txt", *(suffix for each in FORMATS.values() for suffix in each.suffixes)]
    name = asked_format(form, as_json) or by_suffix(path, own[0] if own and meant == TABLE else meant, known)
    check_format(name, own)
    if name in FORMATS:
        refuse_terminal(name, path, binary=FORMATS[name].binary)
    return name


def drawing_wanted(name: str, figure: str, width: int) -> Drawing:
    """Give which figure is wanted, or raise WrongUseError where the format is no picture."""
    from policyindex.render.formats import Drawing, check_drawing

    drawing = Drawing(figure, width)
    check_drawing(name, drawing)
    return drawing


def write_report(
    outcome: Outcome[Any], name: str, path: Path | None, *, replace: bool = True, drawing: Drawing | None = None
) -> None:
    """Write a report; ``text`` is its table without a width, but for a terminal's, where there is no text of its own."""
    if name in outcome.own:
        encoding = "utf-8" if path else console_encoding()
        write_out(
            lambda stream: stream.write(outcome.own[name]().encode(encoding, "backslashreplace")), path, replace=replace
        )
        return
    from policyindex.render.formats import TABLE, writer

    general = TABLE if name == TEXT else name
    write_out(writer(general, outcome.report(), page_of(path, whole=name == TEXT), drawing), path, replace=replace)


def asked_format(form: str, as_json: bool) -> str:
    """Give the format that was named; empty: none was.

    :raises WrongUseError: where ``--json`` and ``--format`` contradict each other
    """
    from policyindex.problems.errors import WrongUseError

    if as_json and form not in ("", "json"):
        raise WrongUseError(f"--json and --format {form} contradict each other")
    return "json" if as_json else form


def by_suffix(path: Path | None, name: str, known: Sequence[str]) -> str:
    """Give the format that a suffix means, or raise WrongUseError where it means none."""
    from policyindex.problems import listing
    from policyindex.problems.errors import WrongUseError

    if not name and path:
        raise WrongUseError(
            f"no format has the suffix '{path.suffix}': name one with --format, or use one of {listing(known)}"
        )
    return name


def format_of_report(path: Path | None) -> str:
    """Give the format that ``--report`` means, or raise WrongUseError where its suffix means none."""
    from policyindex.problems import listing
    from policyindex.problems.errors import WrongUseError
    from policyindex.render.formats import SUFFIXES, TABLE, format_of

    name = format_of(path.suffix) if path else TABLE
    if not name and path:
        raise WrongUseError(f"no report has the suffix '{path.suffix}': use one of {listing(SUFFIXES)}")
    return name


def refuse_terminal(name: str, path: Path | None, *, binary: bool, way: str = "") -> None:
    """Raise WrongUseError where bytes that are no text would go to a terminal."""
    from policyindex.problems.errors import WrongUseError

    if binary and path is None and is_terminal():
        raise WrongUseError(f"{name} is not for a terminal: give {way or f'--output FILE.{name}'}")


def notice(outcome: Outcome[Any]) -> None:
    """Say notes and warnings on standard error."""
    for note in outcome.notes:
        say(note)
    show_warnings(outcome.warnings, brief=outcome.brief)


def show_warnings(problems: Sequence[Problem], *, brief: bool = False) -> None:
    """Print the first warnings of each kind and count the rest; ``brief``: all in one line."""
    from policyindex.problems import shorten

    kinds: dict[str, list[Problem]] = {}
    for each in problems:
        kinds.setdefault(each.code, []).append(each)
    if brief and kinds:
        room = 140 if len(kinds) == 1 else 90
        more = {code: sum(each.times for each in found) - 1 for code, found in kinds.items()}
        also = {code: f", and {count} more like it" * bool(count) for code, count in more.items()}
        parts = [f"{code}: {shorten(found[0].message, room)}{also[code]}" for code, found in kinds.items()]
        say(f"warning {'; '.join(parts)}")
        return
    for code, found in kinds.items():
        for each in found[:SHOWN]:
            say_lines(each.render())
        if len(found) > SHOWN:
            say(
                f"… and {sum(each.times for each in found[SHOWN:])} more warnings {code}; 'policyindex validate' shows all"
            )


def finish(call: Call, outcome: Outcome[Any]) -> None:
    """End with 1 where what was given has errors."""
    if outcome.failed:
        call.ctx.exit(1)


def showing(*own: str) -> Showing:
    """Make the showing of reports; of formats of their own the first is the default."""

    def show(call: Call, **how: Any) -> None:
        show_report(call, own, **how)

    return Showing(own_options(*own), show)
