"""``policyindex plugins``."""

from __future__ import annotations

import json
from typing import Any

import click

from policyindex.cli import host_of
from policyindex.plugins.host import REGISTRIES, PluginHost


@click.group()
def plugins() -> None:
    """List plugins, what they add, and what is wrong with them."""


@plugins.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--traceback", "detail", is_flag=True, help="Show where a broken plugin failed.")
@click.pass_context
def list_plugins(ctx: click.Context, as_json: bool, detail: bool) -> None:
    """List plugins with distribution, version, hooks, contributions, commands and errors; always exits 0."""
    host = host_of(ctx)
    host.fill()
    found = [_described(host, name) for name in host.plugins]
    if as_json:
        click.echo(json.dumps({"plugins": found, "disabled": list(host.disabled)}, ensure_ascii=False, indent=1))
        return
    for each in found:
        origin = f" - {each['distribution']} {each['version']}" if each["distribution"] else ""
        click.echo(f"{each['name']}{origin}")
        for kind, names in each["contributes"].items():
            click.echo(f"    {kind.replace('_', ' ')}: {', '.join(names)}")
        if each["hooks"]:
            click.echo(f"    hooks: {', '.join(each['hooks'])}")
        for error in each["errors"]:
            click.echo(f"    error: {error}")
        if detail:
            click.echo("".join(fault.detail for fault in host.faults if fault.plugin == each["name"]), nl=False)
    for name in host.disabled:
        click.echo(f"{name} - disabled by POLICYINDEX_DISABLE")


def _described(host: PluginHost, name: str) -> dict[str, Any]:
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
