"""Finding plugins among the installed distributions, and what the environment says of them.

Every start of a command looks through them all, so only the files that matter are read, and nothing heavy is imported
for it; a distribution that is damaged harms no other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from policyindex.problems.errors import BrokenPluginError

GROUP = "policyindex"
_SECTION = f"[{GROUP}]"


class EntryPoint(NamedTuple):
    """A line in a distribution's ``entry_points.txt``."""

    name: str
    value: str
    fault: str = ""
    """Why the line cannot be used."""

    def load(self) -> Any:
        """Import what it names: a module, or something in one."""
        if self.fault:
            raise BrokenPluginError(self.fault)
        from importlib import import_module

        module, _, path = self.value.partition("[")[0].partition(":")
        found = import_module(module.strip())
        for name in filter(None, path.strip().split(".")):
            found = getattr(found, name)
        return found


def disabled_plugins() -> tuple[str, ...]:
    """Read the names in ``POLICYINDEX_DISABLE``."""
    return tuple(name.strip() for name in os.environ.get("POLICYINDEX_DISABLE", "").split(",") if name.strip())


def strict_mode() -> bool:
    """Tell whether ``POLICYINDEX_STRICT`` makes every fault of a plugin fatal."""
    return os.environ.get("POLICYINDEX_STRICT", "") not in ("", "0")


def entry_points() -> Iterator[tuple[EntryPoint, str, str]]:
    """Give the entry points of plugins, each with the name and version of its distribution."""
    seen: set[str] = set()
    for text, distribution, version in _distributions():
        key = distribution.lower().replace("_", "-").replace(".", "-")
        if key not in seen:  # the first on the path is the one that is imported
            seen.add(key)
            yield from ((each, distribution, version) for each in _parsed(text, distribution))


def _parsed(text: str, distribution: str) -> list[EntryPoint]:
    """Give the lines of our section; of a distribution with a line that is none of a plugin, only that."""
    found, inside = [], False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line.startswith("["):
            inside = line == _SECTION
        elif inside and line and line[0] not in "#;":
            name, _, value = (part.strip() for part in line.partition("="))
            if not (name and value) or "\ufffd" in line:
                return [EntryPoint(distribution, "", f"entry_points.txt, line {number}: not 'name = module': {line}")]
            found.append(EntryPoint(name, value))
    return found


def _distributions() -> Iterator[tuple[str, str, str]]:
    """Give the entry points of each distribution that has any for us, its name and its version."""
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - names, not paths: most are none of ours
        except NotADirectoryError:  # a ZIP file
            yield from _elsewhere(folder)
            continue
        except OSError:
            continue
        for info in sorted(each for each in names if each.endswith((".dist-info", ".egg-info"))):
            text = _read(f"{folder or '.'}/{info}/entry_points.txt")
            if _SECTION in text:
                yield text, *_named(f"{folder or '.'}/{info}", info)
        if folder.endswith(".egg"):
            yield from _elsewhere(folder)
    finders = [each for each in sys.meta_path if getattr(each, "__name__", "") != "PathFinder"]
    if any(hasattr(each, "find_distributions") for each in finders):
        yield from _elsewhere(None)


def _named(info: str, folder: str) -> tuple[str, str]:
    """Give name and version out of the head of the metadata, otherwise out of the folder's name."""
    name, _, version = folder.rpartition(".")[0].partition("-")
    found = {"name": name, "version": version}
    metadata = _read(f"{info}/METADATA") or _read(f"{info}/PKG-INFO")
    for line in metadata.partition("\n\n")[0].splitlines():
        field, _, value = line.partition(":")
        if field.lower() in found and value.strip():
            found[field.lower()] = value.strip()
    return found["name"], found["version"]


def _read(path: str) -> str:
    """Give a file's text; what is no UTF-8 in it stands as replacement characters, and no file is no text."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _elsewhere(folder: str | None) -> Iterator[tuple[str, str, str]]:
    """Look where distributions are no plain folders; ``None``: wherever other finders know of some."""
    from importlib.metadata import distributions

    try:
        found: Iterable[Any] = list(distributions() if folder is None else distributions(path=[folder]))
    except Exception:  # a finder of somebody else
        return
    for each in found:
        try:
            text, name, version = each.read_text("entry_points.txt") or "", each.metadata["Name"], each.version
        except Exception:  # damaged
            continue
        if _SECTION in text and name:
            yield text, name, version
