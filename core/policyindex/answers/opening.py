"""Reading one file of answers by the reader that takes it; a reader of a plugin gives what it should, or is named."""

from __future__ import annotations

from pathlib import Path

from policyindex.answers.piped import LINED, Piped
from policyindex.answers.readers import reader_for
from policyindex.answers.reading import Reading
from policyindex.answers.record import Answer
from policyindex.answers.tablereading import TableReading
from policyindex.files.text import ANSWERS_LIMIT, check_lines, read_bytes
from policyindex.files.workbooks import limits
from policyindex.instruments.instrument import Instrument
from policyindex.plugins.host import PluginHost
from policyindex.plugins.specs import ImporterSpec
from policyindex.problems import Location, Problem, few_looks, problem
from policyindex.problems.errors import BrokenPluginError, ProblemsFoundError


def read_file(
    path: Path | Piped, instrument: Instrument, host: PluginHost, importer: str = ""
) -> Reading | TableReading:
    """Let the reader that is named, or that takes such files, read a file."""
    spec = reader_for(path, host, importer)
    if isinstance(path, Piped):
        return _read_data(path.data, str(path), instrument, host, spec)
    lined = spec.name in LINED
    if lined:
        check_lines(path)
    try:
        data = read_bytes(path, answers_limit(path), "a header or a list, then answers", lined=lined)
    except MemoryError:
        raise ProblemsFoundError([problem("file-too-much", Location(str(path)))]) from None
    return _read_data(data, str(path), instrument, host, spec)


def answers_limit(path: Path) -> int:
    """Give how many bytes a file of answers may have: a workbook far fewer than a text, before any is read."""
    return limits.FILE if path.suffix.lower() == ".xlsx" else ANSWERS_LIMIT


def _read_data(
    data: bytes, name: str, instrument: Instrument, host: PluginHost, spec: ImporterSpec
) -> Reading | TableReading:
    """Let a reader turn bytes into answers; ``name`` stands for the file in problems."""
    try:
        with few_looks():
            reading: Reading | TableReading = spec.read(data, name, instrument)
    except MemoryError:
        raise ProblemsFoundError([problem("file-too-much", Location(name))]) from None
    if not isinstance(reading, TableReading) and not _is_reading(reading):
        raise BrokenPluginError(
            f"the reader '{spec.name}' of plugin {host.owner('importers', spec).origin} gave no Reading"
        )
    return reading


def _is_reading(reading: Reading) -> bool:
    """Tell whether a reader gave what it should, down to each answer and its place."""
    return (
        isinstance(reading, Reading)
        and isinstance(reading.answers, list)
        and isinstance(reading.problems, list)
        and all(isinstance(each, Problem) for each in reading.problems)
        and all(
            isinstance(each, tuple) and [type(part) for part in each] == [Answer, Location] for each in reading.answers
        )
    )
