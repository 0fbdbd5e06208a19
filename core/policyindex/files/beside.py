"""Files that a file names: beside it or below, never elsewhere."""

from __future__ import annotations

from pathlib import Path

from policyindex.problems import Location, problem
from policyindex.problems.errors import ProblemsFoundError


def beside(path: Path, name: str, where: Location, kind: str) -> Path:
    """Give the path of a file that another one names.

    :param where: where the name stands
    :param kind: what problems are called by: ``KIND-outside`` and ``KIND-not-found``
    :raises ProblemsFoundError: where it lies elsewhere, or is not there
    """
    target = path.parent / name
    try:
        inside = target.resolve().is_relative_to(path.parent.resolve())
        exists = target.is_file()
    except (OSError, RuntimeError, ValueError):  # a name that no file can have, or links that lead to each other
        inside, exists = True, False
    if not (inside and exists):
        code = f"{kind}-not-found" if inside else f"{kind}-outside"
        raise ProblemsFoundError([problem(code, where, name=name)])
    return target
