"""Starting an instrument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class NewInstrumentRequest(Request):
    """Write NAME.yaml, a commented instrument that runs, and NAME-answers.csv with invented answers.

    \b
    policyindex new instrument town-services
    policyindex new instrument town-services --output indices/towns.yaml --title 'Open services'
    policyindex new instrument town-rights --like yes-no
    """

    name: str = argument("NAME", default=None)
    output: str = option("Write to this .yaml file or into this folder; otherwise here.", metavar="FILE|FOLDER")
    title: str | None = option("Its title; otherwise made of NAME.", default=None, metavar="TEXT")
    like: str = option(
        "Start from questions of this shape; otherwise from all four steps, with a question of each kind.",
        choices=("yes-no", "options", "numbers", "checklist"),
    )


def new_instrument(request: NewInstrumentRequest, workspace: Workspace) -> Outcome[Mapping[str, str]]:
    """Give the texts of the two files by their paths; they are the outcome's files as well.

    :raises WrongUseError: for a name that cannot be one or is taken, or a title that is none
    """
    from pathlib import Path
    from shlex import quote

    from policyindex.authoring.names import check_free, check_name, title_of
    from policyindex.authoring.scaffold import answers_text, instrument_text
    from policyindex.reports.next_steps import next_steps
    from policyindex.verbs.outcome import Outcome, made_text

    check_name(request.name)
    check_free(request.name, workspace.host)
    place = Path(request.output or ".").expanduser()
    file = place if place.suffix in (".yaml", ".yml") else place / f"{request.name}.yaml"
    answers = file.with_name(f"{file.stem}-answers.csv")
    text = instrument_text(request.name, title_of(request.name, request.title), like=request.like)
    given = answers_text(request.like)
    files = (made_text(str(file), text, "application/yaml"), made_text(str(answers), given, "text/csv"))
    commands = (
        f"policyindex validate {quote(str(file))}",
        f"policyindex run {quote(str(file))} --answers {quote(str(answers))}",
        f"policyindex instruments show {quote(str(file))}",
    )
    return Outcome(
        {str(file): text, str(answers): given},
        lambda: next_steps(f"{file} and {answers}", "Next", commands),
        files,
        summary=f"instrument {request.name}: save_files() writes it",
    )
