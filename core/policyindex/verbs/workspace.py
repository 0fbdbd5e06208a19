"""Where verbs work: the host with its plugins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyindex.plugins.host import PluginHost


@dataclass(frozen=True)
class Workspace:
    """What a verb needs beside its request."""

    host: PluginHost


@cache
def default_workspace() -> Workspace:
    """Give the workspace of whoever names none: the installed plugins, found once."""
    from policyindex.builtin import load_host

    return Workspace(load_host())
