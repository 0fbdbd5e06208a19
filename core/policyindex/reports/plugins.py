"""The report of plugins: what each adds, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policyindex.reports.report import Column, Report, Section, Table, Text

COLUMNS = (
    Column("name"),
    Column("distribution"),
    Column("version", width=12),
    Column("hooks", width=40),
    Column("contributes", width=60),
    Column("errors", width=60),
)


def plugin_report(found: Sequence[dict[str, Any]], disabled: Sequence[str], details: Mapping[str, str]) -> Report:
    """Say what plugins there are.

    :param details: by the name of a plugin: where it failed, in full
    """
    off = [Text(f"{name} - disabled by POLICYINDEX_DISABLE") for name in disabled]
    texts = [text for each in found for text in _texts(each, details[each["name"]])]
    return Report(
        "Plugins",
        (Section("", (*texts, *off)),),
        tables=(Table("plugins", COLUMNS, [_row(each) for each in found]),),
        document=lambda: {"plugins": list(found), "disabled": list(disabled)},
    )


def _row(each: dict[str, Any]) -> tuple[str, ...]:
    contributes = "; ".join(f"{kind}: {', '.join(names)}" for kind, names in each["contributes"].items())
    texts = (", ".join(each["hooks"]), contributes, "; ".join(each["errors"]))
    return (each["name"], each["distribution"], each["version"], *texts)


def _texts(each: dict[str, Any], detail: str) -> Iterator[Text]:
    origin = f" - {each['distribution']} {each['version']}" if each["distribution"] else ""
    yield Text(f"{each['name']}{origin}")
    for kind, names in each["contributes"].items():
        yield Text(f"{kind.replace('_', ' ')}: {', '.join(names)}", indent=4)
    if each["hooks"]:
        yield Text(f"hooks: {', '.join(each['hooks'])}", indent=4)
    yield from (Text(f"error: {error}", indent=4) for error in each["errors"])
    if detail:
        yield Text(detail.rstrip("\n"), verbatim=True)
