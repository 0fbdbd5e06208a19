"""Starting a package of an instrument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyindex.verbs.request import Request, argument, option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class NewPluginRequest(Request):
    """Make a package that others can install: an instrument, invented answers, cases, and tests that pass.

    \b
    policyindex new plugin town-services
    policyindex new plugin town-services --instrument towns.yaml --output packages/towns
    """

    name: str = argument("NAME", default=None)
    output: str = option("The folder to make; otherwise NAME, here.", metavar="FOLDER")
    instrument: str = option("Package this instrument (a copy).", metavar="FILE", reads=True)
    title: str | None = option("Its title; otherwise made of NAME. FILE has its own.", default=None, metavar="TEXT")


def new_plugin(request: NewPluginRequest, workspace: Workspace) -> Outcome[Mapping[str, str]]:
    """Give the texts of the package by their paths in its folder; they are the outcome's files as well.

    :raises WrongUseError: for a name that cannot be one or is taken, or a title that is none or not asked for
    :raises ProblemsFoundError: for what is wrong with the instrument to be packaged
    """
    from pathlib import Path
    from shlex import quote

    from policyindex.authoring.copying import copy_of
    from policyindex.authoring.names import check_free, check_name, check_plugin_free, title_of
    from policyindex.authoring.scaffold import plugin_files
    from policyindex.problems.errors import WrongUseError
    from policyindex.reports.next_steps import next_steps
    from policyindex.verbs.outcome import Outcome, made_text

    name, host = request.name, workspace.host
    if request.instrument and request.title is not None:
        raise WrongUseError(f"--title is for a new instrument: {request.instrument} has its own title")
    check_name(name)
    check_plugin_free(name, host)
    copy = copy_of(Path(request.instrument).expanduser(), host) if request.instrument else None
    if copy:
        check_free(copy.id, host, copy.edition)
    else:
        check_free(name, host)
    folder = Path(request.output or name).expanduser()
    texts = plugin_files(name, title_of(name, request.title), copy)
    commands = (
        f"cd {quote(str(folder))}",
        'python -m pip install -e ".[dev]"',
        "python -m pytest",
        f"policyindex run {copy.reference if copy else name}",
    )
    return Outcome(
        texts,
        lambda: next_steps(f"the package {folder}", "Next, in a virtual environment", commands),
        tuple(made_text(path, text) for path, text in texts.items()),
        folder=str(folder),
        summary=f"package {name} of {len(texts)} files: save_files() writes it",
    )
