"""Listing plugins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policyindex.verbs.request import Request, option

if TYPE_CHECKING:
    from policyindex.plugins.host import PluginHost
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@dataclass(frozen=True)
class ListPluginsRequest(Request):
    """List plugins with distribution, version, hooks, contributions, commands and errors; always exits 0."""

    traceback: bool = option("Show where a broken plugin failed.", default=False)


def list_plugins(request: ListPluginsRequest, workspace: Workspace) -> Outcome[list[dict[str, Any]]]:
    """Give what each plugin adds and what is wrong with it; every registry is filled, so that every fault shows."""
    from policyindex.reports.plugins import plugin_report
    from policyindex.verbs.outcome import Outcome

    host = workspace.host
    host.fill()
    found = [_described(host, name) for name in host.plugins]
    details = {each["name"]: "" for each in found}
    for fault in host.faults if request.traceback else ():
        details[fault.plugin] = details.get(fault.plugin, "") + fault.detail
    return Outcome(found, lambda: plugin_report(found, host.disabled, details))


def _described(host: PluginHost, name: str) -> dict[str, Any]:
    from policyindex.plugins.host import REGISTRIES

    info = host.plugins[name]
    contributes = {}
    for registry in REGISTRIES:
        names = [_name(entry.spec) for entry in host.entries(registry) if entry.plugin == name]
        if names:
            contributes[registry] = names
    return {
        "name": name,
        "distribution": info.distribution,
        "version": info.version,
        "hooks": host.hooks_of(name),
        "contributes": contributes,
        "commands": contributes.get("commands", []),
        "errors": [fault.reason for fault in host.faults if fault.plugin == name],
    }


def _name(spec: Any) -> str:
    if hasattr(spec, "base"):
        return f"{spec.base}+{spec.id}@{spec.edition}"
    if hasattr(spec, "edition"):
        return f"{spec.id}@{spec.edition}"
    if hasattr(spec, "language"):
        return f"{spec.instrument} ({spec.language})"
    return str(getattr(spec, "name", None) or spec.id)
