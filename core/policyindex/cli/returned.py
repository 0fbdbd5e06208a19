"""The report on a questionnaire that came back, and where its answers go."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import click

from policyindex.answers.table import AnswerSet
from policyindex.answers.writing import csv_of
from policyindex.files.writing import write_file
from policyindex.problems import Problem, errors_in, plain, shorten
from policyindex.problems.errors import WrongUseError
from policyindex.questionnaires.filled import Filled
from policyindex.questionnaires.merge import Change, Kind, Merged

_SHOWN = 60


def target_of(files: Sequence[str], output: str | None, *, dry_run: bool) -> tuple[Path | None, list[str]]:
    """Give the file to write and the answer files to read; one CSV file that is not there yet is made.

    :raises WrongUseError: where it is not said, or would write over answers that were not read
    """
    known = [each for each in files if Path(each).exists() or len(files) > 1 or output]
    if dry_run:
        return None, known
    if output:
        path = Path(output).expanduser()
        if path.exists() and not any(Path(each).exists() and path.samefile(each) for each in files):
            raise WrongUseError(f"{path} is there already: give it with --answers to add to it, or name another file")
    elif len(files) == 1:
        path = Path(files[0])
    else:
        raise WrongUseError(
            "say where the answers go: --output FILE.csv for a new file, --answers FILE.csv to add to one; "
            "or --dry-run to see the report"
        )
    if path.suffix.lower() != ".csv":
        raise WrongUseError(f"answers are written as CSV, not to {path}: give --output FILE.csv")
    return path, known


def write_answers(path: Path, answers: AnswerSet) -> None:
    """Write answers as a long CSV file, whole or not at all."""

    def write(stream: BinaryIO) -> None:
        stream.write(csv_of(answers))

    write_file(path, write)


def print_report(
    returned: Sequence[Filled],
    merged: Sequence[Merged],
    problems: Sequence[Problem],
    written: Path | None,
    *,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Print what became of each cell of each questionnaire, the problems, and what was written."""
    if as_json:
        data = {
            "questionnaires": [_data(filled, each) for filled, each in zip(returned, merged, strict=True)],
            "problems": [each.as_dict() for each in problems],
            "written": str(written or ""),
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for each in problems:
        click.echo(each.render(), err=True)
    for filled, one in zip(returned, merged, strict=True):
        _print(filled, one)
    changed = any(each.changes for each in merged)
    click.echo(_end(merged[-1], written, changed=changed, dry_run=dry_run, failed=bool(errors_in(problems))))


def _data(filled: Filled, merged: Merged) -> dict[str, object]:
    return {
        "instrument": filled.head.instrument,
        "unit": filled.head.unit,
        "period": filled.head.period,
        "changes": [{**each._asdict(), "where": each.where.render()} for each in merged.changes],
        "unchanged": merged.unchanged,
        "open": merged.open,
    }


def _print(filled: Filled, merged: Merged) -> None:
    click.echo(plain(f"{filled.head.instrument} · {filled.head.unit}, {filled.head.period}"))
    for change in merged.changes:
        click.echo(plain(_line(change)))
    counts = {kind: sum(each.kind is kind for each in merged.changes) for kind in Kind}
    told = [f"{count} {kind}" for kind, count in counts.items() if count or kind is not Kind.CLEARED]
    invalid = len(errors_in(filled.problems))
    click.echo(
        f"cells: {', '.join(told)}, {invalid} invalid; questions: {merged.unchanged} unchanged, {merged.open} open"
    )


def _line(change: Change) -> str:
    cell = change.where.file.rpartition("[")[2].removesuffix("]")
    if change.where.line:  # a text file
        cell = f"line {change.where.line}, column {change.where.column}"
    before, after = (shorten(text.replace("\n", " "), _SHOWN) for text in (change.before, change.after))
    values = f"{before} → {after or '(empty)'}" if before else after or "(empty)"
    name = "" if change.group == "answer" else f" {change.group}"
    return f"{change.kind:<11}  {cell:<20}  {change.column}{name}: {values}"


def _end(merged: Merged, written: Path | None, *, changed: bool, dry_run: bool, failed: bool) -> str:
    if failed:
        return "nothing written: mend the cells above first"
    if written:
        return f"{written}: {len(merged.answers)} answers"
    if dry_run and changed:
        return "nothing written: this was a dry run"
    return "nothing to write"
