"""How ``schema`` is shown: its text on standard output, or all schemas in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from policyindex.cli.commands import Call, Showing
from policyindex.cli.output import replace_option, say, write_out


def _show(call: Call, output_dir: Path | None, replace: bool) -> None:
    from policyindex.files.folders import make_folder
    from policyindex.files.writing import check_outputs

    outcome = call.work()
    if output_dir is None or call.request.markdown:
        write_out(lambda stream: stream.write(outcome.data.encode()), None)
        return
    paths = [output_dir / each.name for each in outcome.files]
    check_outputs(paths, free=not replace)
    make_folder(output_dir)
    for made, path in zip(outcome.files, paths, strict=True):
        write_out(made.write, path, replace=replace)
        say(f"{path}", err=False)


SHOWING = Showing(
    (
        click.Option(
            ["--output-dir"],
            metavar="FOLDER",
            type=click.Path(path_type=Path, file_okay=False),
            help="Write all schemas into this folder instead.",
        ),
        replace_option(),
    ),
    _show,
)
