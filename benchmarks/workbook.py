"""How long the import of MPG's workbook takes with its audit, as a ratio to python-calamine in the same run.

The baseline opens the workbook and reads all sheets. Limit of the project: 15.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from policyindex.cli import cli

FOLDER = os.environ.get("POLICYINDEX_GOLDEN", "") or Path(__file__).parents[2] / "shared" / "data"
WORKBOOK = Path(FOLDER) / "mipex" / "mipex_core_2007-2019.xlsx"
RUNS = 5
LIMIT = 15


def baseline() -> None:
    book = CalamineWorkbook.from_path(WORKBOOK)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def imported() -> None:
    with TemporaryDirectory() as folder:
        files = [part for name in ("output", "comments", "report") for part in (f"--{name}", f"{folder}/{name}.csv")]
        result = CliRunner().invoke(cli, ["import", "mipex-workbook", str(WORKBOOK), "--audit", *files])
        assert result.exit_code == 0, result.output


def seconds(call: Callable[[], None]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    if not WORKBOOK.exists():
        print(f"workbook: skipped, {WORKBOOK} is not here: set POLICYINDEX_GOLDEN to the folder of golden data")
        return
    imported()
    pairs = [(seconds(imported), seconds(baseline)) for _ in range(RUNS)]
    ratio = statistics.median(ours / base for ours, base in pairs)
    ours = statistics.median(each for each, _ in pairs)
    print(f"import mipex-workbook --audit {ratio:5.2f}  (limit {LIMIT}; {ours:.1f} s)")


if __name__ == "__main__":
    main()
