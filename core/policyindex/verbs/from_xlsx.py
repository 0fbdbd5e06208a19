"""From a spreadsheet to an instrument in YAML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from pathlib import Path

    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class FromXlsxRequest(Request):
    """Convert an instrument written in a spreadsheet to YAML; problems are named by sheet and cell.

    \b
    policyindex instruments from-xlsx --template mine.xlsx
    policyindex instruments from-xlsx mine.xlsx --output mine.yaml
    """

    workbook: str = argument("[FILE.xlsx]", required=False, reads=True)
    output: str = option("Where to write the YAML; -: standard output.", default="-", metavar="FILE|-", writes=True)
    template: str = option("Write a workbook with an example to fill in, instead.", metavar="FILE.xlsx", writes=True)

    def __post_init__(self) -> None:
        """Take either a workbook to read, or the name of one to write."""
        from policyindex.authoring.to_xlsx import check_suffix
        from policyindex.problems.errors import WrongUseError

        super().__post_init__()
        if self.workbook and self.template:
            raise WrongUseError("give a workbook to read, or --template FILE.xlsx to write one, not both")
        if not self.workbook and not self.template:
            raise WrongUseError("give a workbook to read, or --template FILE.xlsx to write one")
        check_suffix("--template", self.template)

    @property
    def target(self) -> Path | None:
        """The file that the YAML goes into; none: standard output."""
        from pathlib import Path

        return Path(self.output).expanduser() if self.output not in ("", "-") else None


def from_xlsx(request: FromXlsxRequest, workspace: Workspace) -> Outcome[str]:
    """Give the YAML of an instrument; its file, or the workbook to fill in, is the outcome's.

    :raises ProblemsFoundError: with every fault of every cell
    """
    from pathlib import Path
    from shlex import quote

    from policyindex.authoring.conversion import instrument_from_workbook, yaml_of_instrument
    from policyindex.authoring.to_xlsx import EXAMPLE
    from policyindex.reports.next_steps import next_steps
    from policyindex.verbs.outcome import Outcome, made_text
    from policyindex.verbs.to_xlsx import workbook_outcome

    if request.template:
        return workbook_outcome(EXAMPLE, request.template, workspace.host, EXAMPLE.read_text(encoding="utf-8"))
    source = Path(request.workbook).expanduser()
    document, warnings = instrument_from_workbook(source, workspace.host, request.target)
    text, name = yaml_of_instrument(document), str(request.target or f"{source.stem}.yaml")
    commands = (f"policyindex validate {quote(name)}", f"policyindex instruments show {quote(name)}")
    return Outcome(
        text,
        lambda: next_steps(name, "Next", commands),
        (made_text(name, text, "application/yaml"),),
        tuple(warnings),
        summary=f"{name}, from {source}: save_files() writes it",
    )
