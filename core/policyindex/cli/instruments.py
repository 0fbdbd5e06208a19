"""``policyindex instruments``."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

import click

from policyindex.cli import host_of


class Instruments(click.Group):
    """Commands of a module of their own are imported when they run."""

    lazy: ClassVar = {
        "translation": "policyindex.cli.translation",
        "diff": "policyindex.cli.diff",
        "carry": "policyindex.cli.carry",
        "from-xlsx": "policyindex.cli.sheets",
        "to-xlsx": "policyindex.cli.sheets",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands of this module and the others."""
        return [*super().list_commands(ctx), *self.lazy]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command of another module, whose function has the command's name with underscores."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(self.lazy[cmd_name]), cmd_name.replace("-", "_"))
        return command


@click.group(cls=Instruments)
def instruments() -> None:
    """List, show, translate and compare instruments."""


@instruments.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def list_instruments(ctx: click.Context, as_json: bool) -> None:
    """List the registered instruments and the strands for them."""
    host = host_of(ctx)
    specs = sorted(host.instruments.values(), key=lambda spec: spec.id)
    strands = sorted(host.strands.values(), key=lambda spec: (spec.base, spec.id))
    if as_json:
        import json

        rows = [
            {
                "reference": f"{spec.id}@{spec.edition}",
                "title": spec.title,
                "answers": spec.answers is not None,
                "strands": [f"{each.id}@{each.edition}" for each in strands if each.base == spec.id],
            }
            for spec in specs
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        width = max((len(f"{spec.id}@{spec.edition}") for spec in specs), default=0)
        for spec in specs:
            note = "" if spec.answers else " (no answers bundled)"
            click.echo(f"{f'{spec.id}@{spec.edition}':<{width}}  {spec.title}{note}")
            for each in strands:
                if each.base == spec.id:
                    click.echo(f"{'':<{width}}    +{each.id}@{each.edition}  {each.title}")
    for fault in host.faults:
        click.echo(f"warning: plugin {fault.plugin} is skipped: {fault.reason}", err=True)


@instruments.command("show")
@click.argument("reference", metavar="REF")
@click.option(
    "--format",
    "form",
    default="text",
    type=click.Choice(["text", "yaml", "json", "markdown"]),
    help="How to show it.",
)
@click.option("--lang", default="", metavar="CODE|FILE", help="A translation: a registered one, such as es, or a file.")
@click.pass_context
def show(ctx: click.Context, reference: str, form: str, lang: str) -> None:
    """Show an instrument: trees, rules, questions, options, bands.

    yaml and json give the composed instrument with every selection spelled out.
    """
    from policyindex.cli.show import FORMS
    from policyindex.scoring.score import get_instrument

    instrument = get_instrument(reference, host_of(ctx), lang)
    for each in instrument.warnings if lang else ():
        click.echo(each.render(), err=True)
    click.echo(FORMS[form](instrument).rstrip("\n"))
