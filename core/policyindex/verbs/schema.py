"""The JSON Schemas of the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace

KINDS = ("instrument", "fragment", "strand", "translation", "crosswalk", "study", "reform", "context", "answers")


@dataclass(frozen=True)
class SchemaRequest(Request):
    """Print the JSON Schema of a kind of file, such as instrument, strand, translation, study, reform or answers.

    An editor with a YAML language server uses it when the file's first line is

    \b
    # yaml-language-server: $schema=instrument.schema.json
    """

    kind: str = argument("[KIND]", default="instrument", required=False, choices=KINDS)
    markdown: bool = option("Print the reference of all kinds as Markdown instead.", default=False)


def schema(request: SchemaRequest, workspace: Workspace) -> Outcome[str]:
    """Give a schema as text, and as files all of them."""
    import json

    from policyindex.authoring.schemas import schema_text
    from policyindex.reports.schema import schema_report
    from policyindex.verbs.outcome import MadeFile, Outcome

    text = schema_text(request.kind)
    if request.markdown:
        from policyindex.authoring.schema_page import reference_page

        text = reference_page()
    files = tuple(MadeFile(f"{each}.schema.json", "application/schema+json", _writing(each)) for each in KINDS)
    read = None if request.markdown else json.loads(text)
    title = "Reference" if request.markdown else f"JSON Schema: {request.kind}"
    return Outcome(text, lambda: schema_report(title, text, read), files)


def _writing(kind: str) -> Callable[[BinaryIO], object]:
    """Give what writes a schema; its models are read only then."""
    from policyindex.authoring.schemas import schema_text

    return lambda stream: stream.write(schema_text(kind).encode())
