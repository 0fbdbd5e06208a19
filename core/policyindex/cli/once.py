"""An option that takes one value is given once: of several values none is dropped without a word."""

from __future__ import annotations

from collections import Counter

import click


class RepeatedError(click.UsageError):
    """An option is given more often than it takes values."""


def once(
    parent: click.Context, name: str | None, command: click.Command | None, arguments: list[str]
) -> tuple[str | None, click.Command | None, list[str]]:
    """Look at the arguments of a command, also of a plugin's, before it is run, and give all back.

    :raises RepeatedError: where an option is given more often than it takes values
    """
    if command:
        _refuse_repeats(parent, name, command, arguments)
    return name, command, arguments


def _refuse_repeats(parent: click.Context, name: str | None, command: click.Command, arguments: list[str]) -> None:
    context = command.context_class(command, info_name=name, parent=parent, **command.context_settings)
    try:
        _, _, given = command.make_parser(context).parse_args(args=list(arguments))
    except click.UsageError:  # what is wrong is told when it is run
        return
    if any(each.is_eager for each in given):  # it wants to be told about the command
        return
    for option, count in Counter(given).items():
        if isinstance(option, click.Option) and count > 1 and not (option.multiple or option.is_flag or option.count):
            times = "twice" if count == 2 else f"{count} times"
            raise RepeatedError(f"{option.opts[-1]} is given {times}, and takes one value", context)
