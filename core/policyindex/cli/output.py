"""Where output goes: a terminal, a pipe or a file; its width, its characters, and how it is written."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

if TYPE_CHECKING:
    from policyindex.render.terminal import Page

PIPE_WIDTH = 80


def is_terminal() -> bool:
    """Tell whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def page_of(path: Path | None, *, whole: bool = False) -> Page:
    """Give the page that is written on: a terminal as it is, a pipe or a file as wide as COLUMNS says.

    :param whole: lines in a pipe or a file are as long as they are
    """
    from policyindex.render.terminal import Page

    if path is None and is_terminal():
        import shutil

        size = shutil.get_terminal_size()
        return Page(size.columns, size.lines, styles=True, encoding=console_encoding())
    stated = os.environ.get("COLUMNS", "")
    width = int(stated) if stated.isdecimal() and int(stated) else PIPE_WIDTH
    return Page(sys.maxsize if whole else width, encoding="utf-8" if path else console_encoding())


def output_path(output: str | None) -> Path | None:
    """Read ``--output``; - is standard output."""
    from policyindex.files.writing import file_named

    return file_named(output) if output and output != "-" else None


def replace_option() -> click.Option:
    """Make the option of every command that writes a file; without it what is there stays, whatever was asked."""
    return click.Option(["--replace"], is_flag=True, help="Write over a file that is there.")


def write_out(
    write: Callable[[BinaryIO], object], path: Path | None, *, replace: bool = True, err: bool = False
) -> None:
    """Write into a file, whole or not at all, or to standard output; a terminal gets nothing that rewrites its screen.

    :param replace: false: a file that is there stays, also one that somebody made in the meantime
    :param err: to standard error, where something else has standard output to itself
    """
    if path is not None:
        from policyindex.files.writing import write_file

        write_file(path, write, replace=replace)
        return
    stream = sys.stderr if err else sys.stdout
    if not err:
        _refuse_read()
    stream.flush()
    if stream.isatty():
        from policyindex.cli.guarded import GuardedScreen

        screen = GuardedScreen(stream)
        write(cast("BinaryIO", screen))
        screen.finish()
    else:
        write(stream.buffer)
        stream.buffer.flush()


def _refuse_read() -> None:
    """Refuse where the shell has sent standard output into a file that was read."""
    from policyindex.files.opened import refuse_stream

    with contextlib.suppress(OSError, ValueError):  # a stream that is no file has no number
        refuse_stream(os.fstat(sys.stdout.fileno()))


def say(text: str, *, err: bool = True) -> None:
    """Print a note in one line to standard error, or to standard output: every line that is printed goes this way."""
    from policyindex.problems import plain

    click.echo(plain(text), err=err)


def say_lines(text: str) -> None:
    """Print lines to standard error."""
    for line in text.split("\n"):
        say(line)


def console_encoding() -> str:
    """Give the encoding of standard output."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def can_draw() -> bool:
    """Tell whether standard output can show bars and lines."""
    from policyindex.render.words import drawable

    return drawable(console_encoding())
