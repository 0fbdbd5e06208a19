"""Which reader takes a file of answers: the one that was named, or the one that its suffix means."""

from __future__ import annotations

from pathlib import Path

from policyindex.answers.piped import Piped
from policyindex.plugins.host import BUILT_IN, PluginHost
from policyindex.plugins.specs import ImporterSpec
from policyindex.problems import Location, hint, listing, problem
from policyindex.problems.errors import ProblemsFoundError, WrongUseError


def reader_for(path: Path | Piped, host: PluginHost, name: str = "") -> ImporterSpec:
    """Give the reader of that name; without one, the reader of the file's suffix, or of what a stream looks like.

    :raises WrongUseError: where no reader has the name, or several take the suffix
    :raises ProblemsFoundError: where none takes it, or there is no such file
    """
    known = host.importers
    if isinstance(path, Piped):
        return _named(name or path.reader, host)
    if name:
        return _named(name, host)
    fitting = [spec for spec in known.values() if path.suffix.lower() in spec.suffixes]
    built_in = [spec for spec in fitting if host.owner("importers", spec).name == BUILT_IN]
    if len(built_in or fitting) == 1:
        return (built_in or fitting)[0]
    if fitting:
        raise WrongUseError(
            f"several readers take '{path.suffix}' files: name one with --answers-format: {listing(spec.name for spec in fitting)}"
        )
    values = {
        "suffix": path.suffix or path.name,
        "known": listing(suffix for spec in known.values() for suffix in spec.suffixes),
    }
    code = "file-is-directory" if path.is_dir() else "file-suffix-unknown" if path.exists() else "file-not-found"
    raise ProblemsFoundError([problem(code, Location(str(path)), **values)])


def _named(name: str, host: PluginHost) -> ImporterSpec:
    known = host.importers
    if name not in known:
        raise WrongUseError(f"there is no reader '{name}'; there are: {listing(known)}.{hint(name, known)}")
    return known[name]
