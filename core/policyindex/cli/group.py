"""Groups of commands that know their commands by name and import one when it runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from policyindex.cli.once import once
from policyindex.verbs import VERBS


class VerbGroup(click.Group):
    """The verbs whose words in the shell begin with ``words``, and commands that are ``others``, by their homes."""

    def __init__(self, *arguments: Any, words: str = "", others: dict[str, str] | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        start = f"{words} " if words else ""
        self.verbs = {
            verb.command.removeprefix(start): name
            for name, verb in VERBS.items()
            if verb.command.startswith(start) and " " not in verb.command.removeprefix(start)
        }
        self.others = others or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, in the order of the table of verbs."""
        return [*self.verbs, *self.others, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a verb, or import another."""
        if cmd_name in self.verbs:
            from policyindex.cli.commands import command_of

            return command_of(self.verbs[cmd_name])
        if cmd_name in self.others:
            module, _, name = self.others[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), name)
            return command
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, and refuse options of it that are repeated for nothing."""
        return once(ctx, *super().resolve_command(ctx, args))
