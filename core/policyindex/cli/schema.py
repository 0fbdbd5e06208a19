"""``policyindex schema``."""

from __future__ import annotations

from pathlib import Path

import click

from policyindex.authoring.schemas import KINDS, schema_text
from policyindex.files.writing import write_file
from policyindex.problems.errors import WrongUseError


@click.command()
@click.argument("kind", metavar="[KIND]", default="instrument", type=click.Choice(KINDS))
@click.option("--markdown", is_flag=True, help="Print the reference of all kinds as Markdown instead.")
@click.option(
    "--output-dir",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write all schemas into this folder instead.",
)
def schema(kind: str, markdown: bool, output_dir: Path | None) -> None:
    """Print the JSON Schema of a kind of file, such as instrument, strand, translation, study, crosswalk or answers.

    An editor with a YAML language server uses it when the file's first line is

    \b
    # yaml-language-server: $schema=instrument.schema.json
    """
    if markdown:
        from policyindex.authoring.schema_page import reference_page

        click.echo(reference_page(), nl=False)
        return
    if output_dir is None:
        click.echo(schema_text(kind), nl=False)
        return
    try:
        output_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUseError(f"{output_dir} cannot be made: {error.strerror or error}") from None
    for each in KINDS:
        text = schema_text(each)
        write_file(output_dir / f"{each}.schema.json", lambda stream, text=text: stream.write(text.encode()))  # type: ignore[misc]
        click.echo(f"{output_dir / f'{each}.schema.json'}")
