"""Finding plugins among the installed distributions, and what pluggy does not check of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from typing import Any

from policyindex.plugins import hookspecs

GROUP = "policyindex"


def disabled_plugins() -> tuple[str, ...]:
    """Read the names in ``POLICYINDEX_DISABLE``."""
    return tuple(name.strip() for name in os.environ.get("POLICYINDEX_DISABLE", "").split(",") if name.strip())


def strict_mode() -> bool:
    """Tell whether ``POLICYINDEX_STRICT`` makes every fault of a plugin fatal."""
    return os.environ.get("POLICYINDEX_STRICT", "") not in ("", "0")


def entry_points() -> Iterable[tuple[EntryPoint, str, str]]:
    """Give the entry points of plugins, each with the name and version of its distribution."""
    seen: set[str] = set()
    for distribution in distributions():
        if f"[{GROUP}]" not in (distribution.read_text("entry_points.txt") or ""):  # parsing all would take long
            continue
        metadata = distribution.metadata  # read once: every access parses the file
        name, version = metadata["Name"], metadata["Version"]
        if name not in seen:
            seen.add(name)
            yield from ((each, name, version) for each in distribution.entry_points if each.group == GROUP)


def contract_fault(plugin: object) -> str:
    """Check what pluggy does not: the contract's number, wrappers, forgotten markers."""
    wanted = getattr(plugin, "POLICYINDEX_API", hookspecs.API)
    if not isinstance(wanted, int) or wanted > hookspecs.API:
        return f"made for plugin API {wanted}; this is {hookspecs.API}: update policyindex"
    names = [name for name in dir(hookspecs) if hasattr(getattr(hookspecs, name), f"{hookspecs.PROJECT}_spec")]
    for name in dir(plugin):
        marks = getattr(getattr(plugin, name), f"{hookspecs.PROJECT}_impl", None)
        if name in names and marks is None and callable(getattr(plugin, name)):
            return f"'{name}' lacks its marker: write @hookimpl above it"
        if marks and (marks.get("wrapper") or marks.get("hookwrapper")):
            return f"'{name}' is a wrapper; wrappers are not allowed, as scores must not depend on the installation"
    return ""


def spec_fault(spec: Any) -> str:
    """Say what is wrong with the fields of a spec; type checkers see it, but not everybody uses one."""
    for name, value in spec._asdict().items():
        if name in ("id", "name", "edition", "base", "title", "instrument", "language") and not (
            isinstance(value, str) and value
        ):
            return f"{type(spec).__name__}.{name} must be text, not {value!r}"
        if name == "path" and not isinstance(value, Path):
            return f"{type(spec).__name__}.path must be a pathlib.Path, not {value!r}"
        if name in ("apply", "fit", "write", "read", "load", "names", "compile") and not callable(value):
            return f"{type(spec).__name__}.{name} must be callable, not {value!r}"
        if name == "answers" and value is not None and (fault := spec_fault(value)):
            return fault
    return ""


def full_traceback(error: BaseException) -> str:
    """Give the whole traceback, for whoever mends the plugin."""
    from traceback import format_exception

    return "".join(format_exception(error))


def said(error: BaseException) -> str:
    """Give an error in one line."""
    text = str(error).splitlines()[0] if str(error) else ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
