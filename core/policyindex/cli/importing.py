"""``policyindex import``: a group whose commands come from plugins."""

from __future__ import annotations

import click

from policyindex.cli import host_of
from policyindex.cli.once import once

GROUP = "import"


class PluginGroup(click.Group):
    """The commands that plugins registered for one built-in group."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands of this group."""
        return [spec.name for spec in host_of(ctx).commands.values() if spec.group == GROUP]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Let the plugin load its command."""
        spec = host_of(ctx).commands.get(f"{GROUP} {cmd_name}")
        return spec.load() if spec else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, and refuse options of it that are repeated for nothing."""
        return once(ctx, *super().resolve_command(ctx, args))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list from what was registered, loading nothing."""
        from policyindex.problems import plain

        specs = [spec for spec in host_of(ctx).commands.values() if spec.group == GROUP]
        rows = [(plain(spec.name), plain(spec.title)) for spec in specs]
        with formatter.section("Commands"):
            formatter.write_dl(rows or [("(none)", "no plugin adds one")])


@click.command(cls=PluginGroup)
def import_() -> None:
    """Read files of other systems into answers.

    The commands come from plugins; 'policyindex plugins list' shows whose they are.
    """
