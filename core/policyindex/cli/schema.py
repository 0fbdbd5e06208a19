"""How ``schema`` is shown: its text on standard output, or all schemas in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from policyindex.cli.commands import Call, Showing


def _show(call: Call, output_dir: Path | None) -> None:
    from policyindex.files.writing import write_file
    from policyindex.problems.errors import WrongUseError

    outcome = call.work()
    if output_dir is None or call.request.markdown:
        click.echo(outcome.data, nl=False)
        return
    try:
        output_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUseError(f"{output_dir} cannot be made: {error.strerror or error}") from None
    for each in outcome.files:
        write_file(output_dir / each.name, each.write)
        click.echo(f"{output_dir / each.name}")


SHOWING = Showing(
    (
        click.Option(
            ["--output-dir"],
            metavar="FOLDER",
            type=click.Path(path_type=Path, file_okay=False),
            help="Write all schemas into this folder instead.",
        ),
    ),
    _show,
)
