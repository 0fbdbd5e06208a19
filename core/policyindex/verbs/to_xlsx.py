"""From an instrument to a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from pathlib import Path

    from policyindex.plugins.host import PluginHost
    from policyindex.problems import Problem
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace

Data = TypeVar("Data")


@dataclass(frozen=True)
class ToXlsxRequest(Request):
    """Write an instrument as a workbook that from-xlsx reads; strands are not part of it.

    \b
    policyindex instruments to-xlsx mine.yaml --output mine.xlsx
    """

    reference: str = argument("REF", reads=True)
    output: str = option("Where to write the workbook.", metavar="FILE.xlsx", required=True, writes=True)


def to_xlsx(request: ToXlsxRequest, workspace: Workspace) -> Outcome[str]:
    """Give the reference of an instrument; its workbook is the outcome's file.

    :raises WrongUseError: for what is not registered, or has strands
    """
    from pathlib import Path

    from policyindex.authoring.to_xlsx import check_suffix
    from policyindex.instruments.reference import is_file
    from policyindex.instruments.registered import find_specs
    from policyindex.problems.errors import WrongUseError
    from policyindex.scoring.score import get_instrument

    check_suffix("--output", request.output)
    host, reference = workspace.host, request.reference
    instrument = get_instrument(reference, host)
    found, noticed = instrument.reference, instrument.warnings
    if is_file(reference):
        return workbook_outcome(Path(reference).expanduser(), request.output, host, found, noticed)
    spec, strands = find_specs(reference, host)
    if strands:
        raise WrongUseError(f"a strand belongs to its plugin: write {spec.id}@{spec.edition} alone")
    return workbook_outcome(spec.path, request.output, host, found, noticed)


def workbook_outcome(
    source: Path, output: str, host: PluginHost, data: Data, noticed: tuple[Problem, ...] = ()
) -> Outcome[Data]:
    """Give the workbook of an instrument's file, and how to go on with it."""
    from pathlib import Path
    from shlex import quote

    from policyindex.authoring.rows import rows_of
    from policyindex.authoring.to_xlsx import workbook_of
    from policyindex.instruments.draft import read_draft
    from policyindex.render.formats import FORMATS
    from policyindex.reports.next_steps import next_steps
    from policyindex.verbs.outcome import MadeFile, Outcome

    book = workbook_of(rows_of(read_draft(source)), sorted(host.aggregators))
    path = Path(output).expanduser()
    text = path.with_suffix(".yaml")
    if text.exists():
        text = path.with_name(f"{path.stem}-new.yaml")
    command = f"policyindex instruments from-xlsx {quote(str(path))} --output {quote(str(text))}"
    return Outcome(
        data,
        lambda: next_steps(output, "Fill it in with a spreadsheet program; next", (command,)),
        (MadeFile(output, FORMATS["xlsx"].media_type, lambda stream: stream.write(book)),),
        noticed,
        summary=f"{output}, a workbook to fill in: save_files() writes it",
    )
