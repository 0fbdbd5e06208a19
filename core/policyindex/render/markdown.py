"""A report as Markdown, with everything escaped that Markdown or HTML would take for its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from policyindex.files.markdown import escaped
from policyindex.problems import page_text
from policyindex.render.words import said_once, shown, title_of
from policyindex.reports.report import Branch, Report, Table, Text


def write_markdown(report: Report, stream: BinaryIO) -> None:
    """Write Markdown in UTF-8."""
    stream.write(markdown_text(report).encode())


def markdown_text(report: Report) -> str:
    """Write headings, paragraphs, tables and lists."""
    return "\n\n".join(part for part in _parts(report) if part) + "\n"


def _parts(report: Report) -> Iterator[str]:
    report = said_once(report)
    yield f"# {escaped(report.title)}"
    for section in report.sections:
        if section.title:
            yield f"{'#' * (section.level + 1)} {escaped(section.title)}"
        for block in section.blocks:
            if isinstance(block, Text):
                yield _text(block)
            elif isinstance(block, Branch):
                yield "\n".join(_branch(block, 0))
            else:
                yield _table(block)
    for figure in report.drawings():
        yield f"**{escaped(figure.title)}**: {escaped(figure.description)}"
    yield "\n".join(f"- {escaped(note)}" for note in report.notes)


def _text(block: Text) -> str:
    if block.verbatim:
        fence = "`" * max(3, max(map(len, re.findall("`+", block.text)), default=0) + 1)
        return f"{fence}\n" + "\n".join(map(page_text, block.text.split("\n"))) + f"\n{fence}"
    lines = [escaped(line) for line in block.text.split("\n") if line]
    if block.indent:
        inside = "  " * (block.indent // 2 - 1)  # a list in the list of the item before it
        return "\n".join(f"{inside}- {line}" for line in lines)
    return "\n".join(f"**{line}**" if block.style == "strong" else line for line in lines)


def _branch(branch: Branch, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {escaped(branch.head)}"
    for line in branch.lines:
        yield f"{'  ' * depth}  - {escaped(line)}"
    for child in branch.children:
        yield from _branch(child, depth + 1)


def _table(table: Table) -> str:
    columns = [(at, column) for at, column in enumerate(table.columns) if column.type != "share"]
    lines = [f"**{escaped(table.title)}**\n"] if table.title else []
    lines.append("| " + " | ".join(escaped(title_of(table.columns, at)) for at, _ in columns) + " |")
    lines.append("|" + "|".join("---:" if column.to_right else "---" for _, column in columns) + "|")
    for row in table:
        lines.append("| " + " | ".join(escaped(shown(row[at], column)) for at, column in columns) + " |")
    return "\n".join(lines)
