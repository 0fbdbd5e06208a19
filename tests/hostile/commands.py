"""The commands that read a file of a kind, as a user types them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from hostile.index import INSTRUMENT, as_csv, rows
from hostile.running import run
from hostile.trials import Trial


def prepared(folder: Path) -> None:
    """Write the sound files that stand beside the one that is tried."""
    (folder / "index.yaml").write_text(INSTRUMENT, encoding="utf-8")
    (folder / "later.yaml").write_text(INSTRUMENT.replace('edition: "1"', 'edition: "2"'), encoding="utf-8")
    (folder / "crosswalk.yaml").unlink(missing_ok=True)
    done = run(("instruments", "diff", "index.yaml", "later.yaml", "--crosswalk", "crosswalk.yaml"), folder)
    assert done.code == 0, done.output
    (folder / "answers.csv").write_text(as_csv(rows(random.Random(0))), encoding="utf-8")


def commands_for(trial: Trial, path: Path) -> Iterator[tuple[str, ...]]:
    """Give every command that reads such a file."""
    file, out = str(path), path.parent
    if trial.kind == "answers":
        yield "run", "index.yaml", "--answers", file, "--format", "json"
        yield "run", "index.yaml", "--answers", file
        yield "validate", file, "--for", "index.yaml"
        yield "explain", "index.yaml", "--answers", file, "--unit", "SE"
        yield (
            "questionnaire",
            "export",
            "index.yaml",
            "--unit",
            "SE",
            "--period",
            "2021",
            "--answers",
            file,
            "--output",
            f"{out}/q.xlsx",
        )
        yield "instruments", "carry", "--crosswalk", "crosswalk.yaml", file, "--output", f"{out}/carried.csv"
    if trial.kind == "instrument":
        yield "validate", file
        yield "run", file, "--answers", "answers.csv", "--format", "json"
        yield "instruments", "show", file
        yield "instruments", "diff", "index.yaml", file
        yield "instruments", "to-xlsx", file, "--output", f"{out}/sheet.xlsx"
        yield "questionnaire", "export", file, "--unit", "SE", "--period", "2021", "--output", f"{out}/q.xlsx"
    if trial.kind == "questionnaire":
        yield "questionnaire", "import", file, "--for", "index.yaml", "--output", f"{out}/taken.csv"
    if trial.kind == "spreadsheet":
        yield "instruments", "from-xlsx", file, "--output", f"{out}/made.yaml"
    if trial.kind == "official":
        yield "import", "mipex-workbook", file, "--output", f"{out}/official.csv"
        yield "import", "mipex-workbook", file, "--audit"
