"""Click commands made of verbs: arguments and options from the fields of a request, help from its docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from policyindex.verbs import VERBS, load
from policyindex.verbs.request import fields_of

if TYPE_CHECKING:
    from policyindex.plugins.host import PluginHost
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.request import Asked, Request
    from policyindex.verbs.workspace import Workspace

SHOWING = {
    "run": "policyindex.cli.run:SHOWING",
    "fill": "policyindex.cli.fill:SHOWING",
    "export_questionnaire": "policyindex.cli.questionnaire:EXPORT",
    "import_questionnaires": "policyindex.cli.questionnaire:IMPORT",
    "new_instrument": "policyindex.cli.new:SHOWING",
    "new_plugin": "policyindex.cli.new:SHOWING",
    "diff": "policyindex.cli.diff:SHOWING",
    "whatif": "policyindex.cli.whatif:SHOWING",
    "translation": "policyindex.cli.translation:SHOWING",
    "carry": "policyindex.cli.carry:SHOWING",
    "from_xlsx": "policyindex.cli.sheets:FROM_XLSX",
    "to_xlsx": "policyindex.cli.sheets:TO_XLSX",
    "schema": "policyindex.cli.schema:SHOWING",
    "add_use": "policyindex.cli.uses:ADD",
}
"""Verbs that are not simply shown as a report: where their ``Showing`` is."""
OWN = {"list_instruments": ("text",), "show": ("text", "yaml", "markdown"), "list_plugins": ("text",)}
"""Formats that reports of verbs have beside those of all; the first is meant where none is named."""


class Call(NamedTuple):
    """A command that is being carried out: what was asked, and ``work`` that does it, once."""

    ctx: click.Context
    host: PluginHost
    request: Any
    work: Callable[[], Outcome[Any]]


class Showing(NamedTuple):
    """How the outcome of a verb is shown: options that say how, and what carries the call out with them."""

    options: tuple[click.Option, ...]
    show: Callable[..., None]
    """``show(call, **options)`` checks its options, calls ``call.work()`` and writes."""


def command_of(name: str) -> click.Command:
    """Make the command of a verb."""
    return make_command(VERBS[name].command.split()[-1], *load(name), showing_of(name))


def make_command(
    word: str, request: type[Request], verb: Callable[[Any, Workspace], Outcome[Any]], showing: Showing
) -> click.Command:
    """Make a command of a request and what is done with it; a plugin's too."""
    from policyindex.cli import host_of

    fields = [each.field for each in fields_of(request)]

    def carry_out(**options: Any) -> None:
        from policyindex.verbs.workspace import Workspace

        ctx = click.get_current_context()
        asked = request(**{field: options.pop(field) for field in fields})
        host = host_of(ctx)
        showing.show(Call(ctx, host, asked, lambda: verb(asked, Workspace(host))), **options)

    parameters = [*map(parameter, fields_of(request)), *showing.options]
    text = inspect.cleandoc(request.__doc__ or "")
    return click.Command(word, params=parameters, help=text, callback=carry_out)


def showing_of(name: str) -> Showing:
    """Give how a verb is shown; without anything of its own: as a report."""
    if name not in SHOWING:
        from policyindex.cli.reporting import showing

        return showing(*OWN.get(name, ()))
    module, _, attribute = SHOWING[name].partition(":")
    found: Showing = getattr(import_module(module), attribute)
    return found


def parameter(asked: Asked) -> click.Parameter:
    """Make the argument or the option of a field."""
    asking = asked.asking
    shared: dict[str, Any] = {"required": asking.required, "metavar": asking.metavar or None}
    if asking.choices:
        shared["type"] = click.Choice([*[""] * (asked.default == ""), *asking.choices])
    if not asking.required and not asked.many:
        shared["default"] = asked.default
    if asking.positional:
        return click.Argument([asked.field], nargs=-1 if asked.many else 1, **shared)
    if isinstance(asked.default, bool):
        return click.Option([asked.flag, asked.field], is_flag=True, default=False, help=asking.help)
    return click.Option([asked.flag, asked.field], multiple=asked.many, help=asking.help, **shared)
