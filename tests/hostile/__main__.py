"""The script: ``python -m hostile [--seed N] [--count N] [--family NAME] [--keep DIR]``, from ``tests/``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "core")]

from hostile import answer_files, books, instrument_files  # noqa: E402,F401 - they register their families
from hostile.commands import commands_for, prepared  # noqa: E402
from hostile.running import FAULTS, Verdict, judged, run  # noqa: E402
from hostile.trials import Trial, families, made, trials  # noqa: E402


def main() -> int:
    """Run the trials, print the table and what was wrong, and say by the exit code whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=330)
    parser.add_argument("--family", choices=families(), action="append")
    parser.add_argument("--keep", type=Path, help="write the inputs that went wrong here")
    given = parser.parse_args()
    if given.family:
        chosen = [made(name, given.seed * 100_003 + each) for name in given.family for each in range(given.count)]
    else:
        chosen = list(trials(given.count, given.seed))
    _import_all()
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder))
        with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            verdicts = [each for some in pool.map(partial(_tried, folder), chosen) for each in some]
    print(table(chosen, verdicts))
    wrong = [each for each in verdicts if each.faults]
    for each in wrong[:40]:
        print(f"\n{each.trial.family}: {', '.join(each.faults)}: policyindex {' '.join(each.done.command)}")
        print(f"  wanted {each.trial.codes or each.trial.noted or 'the stated scores'}; exit {each.done.code}, "
              f"{each.done.seconds:.1f} s, {each.done.megabytes:.0f} MB\n  " + each.done.output[-600:].replace("\n", "\n  "))  # fmt: skip
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            (given.keep / each.trial.name).write_bytes(each.trial.data)
    return 1 if wrong else 0


def _import_all() -> None:
    import numpy  # noqa: F401
    import pandas  # noqa: F401
    import pyarrow.parquet  # noqa: F401
    import pydantic  # noqa: F401
    import python_calamine  # noqa: F401

    import policyindex.cli  # noqa: F401


def _tried(folder: str, trial: Trial) -> list[Verdict]:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        path = Path(own) / trial.name
        path.write_bytes(trial.data)
        return [_settled(trial, command, Path(folder)) for command in commands_for(trial, path)]


def _settled(trial: Trial, command: tuple[str, ...], folder: Path) -> Verdict:
    """Judge a command; what was slow is measured again, as a busy machine makes slow."""
    first = judged(trial, run(command, folder))
    if first.faults != ("slow",):
        return first
    if "--output" in command:
        Path(command[command.index("--output") + 1]).unlink(missing_ok=True)
    return judged(trial, run(command, folder))


def table(tried: list[Trial], verdicts: list[Verdict]) -> str:
    """Print one line a family, and one for all."""
    heads = ("family", "inputs", "commands", "as wanted", *FAULTS)
    inputs = Counter(each.family for each in tried)
    lines = [heads, *_lines(inputs, verdicts)]
    widths = [max(len(str(line[place])) for line in lines) for place in range(len(heads))]
    return "\n".join(
        "  ".join(str(cell).ljust(width) if not place else str(cell).rjust(width) for place, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    )  # fmt: skip


def _lines(inputs: Counter[str], verdicts: list[Verdict]) -> Iterator[tuple[object, ...]]:
    for name in (*inputs, "all"):
        own = [each for each in verdicts if name in ("all", each.trial.family)]
        faults = Counter(fault for each in own for fault in each.faults)
        count = inputs.total() if name == "all" else inputs[name]
        yield name, count, len(own), sum(not each.faults for each in own), *(faults[fault] for fault in FAULTS)


if __name__ == "__main__":
    sys.exit(main())
