"""The command line: a group that knows its commands by name and imports one when it runs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from policyindex.cli.group import VerbGroup
from policyindex.cli.once import RepeatedError
from policyindex.cli.output import say, say_lines
from policyindex.cli.stopping import INTERRUPTED, Stopped, bear_closed_pipes, stop_cleanly
from policyindex.verbs import VERBS

if TYPE_CHECKING:
    from policyindex.plugins.host import PluginHost
    from policyindex.problems.errors import PolicyIndexError

OTHERS = {
    "import": ("policyindex.cli.importing:import_", "Read files of other systems: what plugins know how to read."),
    "questionnaire": (
        "policyindex.cli.questionnaire:questionnaire",
        "Write questionnaires to fill in offline, and read them back.",
    ),
    "new": ("policyindex.cli.new:new", "Start an instrument, or a package of one that others can install."),
    "instruments": ("policyindex.cli.instruments:instruments", "List, show, translate and compare instruments."),
    "uses": ("policyindex.cli.uses:uses", "Keep a register of uses of an index: in media, policy and research."),
    "units": ("policyindex.cli.units:units", "List and show schemes of units, such as countries, and groups of them."),
    "plugins": (
        "policyindex.cli.plugins:plugins",
        "List plugins, what they add, and what is wrong with them.",
    ),
}
"""Commands and groups that are no verb: where they are, and a line about each."""


class Failure(click.ClickException):
    """An error of this package, shown without a traceback; the exit code is the error's own."""

    def __init__(self, error: PolicyIndexError) -> None:
        super().__init__(str(error))
        self.exit_code = error.exit_code  # type: ignore[misc]

    def show(self, file: Any = None) -> None:
        """Print problems as they are, other errors with a prefix."""
        say_lines(("" if self.exit_code == 1 else "error: ") + self.message)


class Root(VerbGroup):
    """Lists its commands without importing them; an unknown name is looked for among the plugins' commands."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a built-in command, or ask the plugins."""
        if cmd_name in self.list_commands(ctx):
            return super().get_command(ctx, cmd_name)
        spec = host_of(ctx).commands.get(cmd_name)
        return spec.load() if spec else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name broken plugins where an unknown command may have been theirs."""
        try:
            return super().resolve_command(ctx, args)
        except RepeatedError:
            raise
        except click.UsageError as error:
            from policyindex.problems import hint, plain

            broken = sorted({fault.plugin for fault in host_of(ctx).faults})
            also = f" Broken plugins that may have it: {', '.join(broken)}." if broken else ""
            message = f"{error.message}{hint(args[0], self.list_commands(ctx))}{also}"
            raise click.UsageError(plain(message), ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list from the tables, importing nothing."""
        titles = [(word, VERBS[name].title) for word, name in self.verbs.items()]
        with formatter.section("Commands"):
            formatter.write_dl([*titles, *((name, text) for name, (_, text) in OTHERS.items())])

    def invoke(self, ctx: click.Context) -> Any:
        """Turn this package's errors into messages and exit codes."""
        from policyindex.files.opened import remembering
        from policyindex.problems.errors import PolicyIndexError, WrongUseError

        try:
            with remembering():
                return super().invoke(ctx)
        except PolicyIndexError as error:
            raise Failure(error) from None
        except KeyboardInterrupt:
            raise Exit(INTERRUPTED) from None
        except MemoryError:
            raise Failure(WrongUseError("there is not enough memory for this: ask for less at once")) from None


def host_of(ctx: click.Context) -> PluginHost:
    """Give the host of this call, found on first use."""
    root = ctx.find_root()
    if root.obj is None:
        from policyindex.builtin import load_host

        root.obj = load_host()
    host: PluginHost = root.obj
    return host


def _version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        from importlib.metadata import version

        say(f"policyindex {version('policyindex')}", err=False)
        ctx.exit()


def _listen(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        from policyindex.plugins.tracing import listen

        listen()


@click.group(
    cls=Root,
    others={name: home for name, (home, _) in OTHERS.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_listen,
    help="Show what is done on standard error.",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def cli() -> None:
    """Policy indices: questionnaires answered from law and policy, scored and explained.

    REF is a registered instrument, ID[@EDITION](+STRAND[@EDITION])*, or a file such as ./mine.yaml.
    Exit codes: 0 done, 1 problems in what was given, 2 wrong use or broken set-up.
    """


def main() -> None:
    """Run the command line; what a console cannot show is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if sys.stdout is None or sys.stderr is None:
        sys.exit(2)
    stop_cleanly()
    bear_closed_pipes()
    try:
        cli()
    except Stopped as stopped:
        sys.exit(stopped.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:  # standard output is full or gone
        sys.stderr.write(f"error: the output cannot be written: {error.strerror or error}\n")
        os._exit(2)
