"""The script that tries bad inputs: it finds what must never be, and says nothing where all is well."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hostile import answer_files, books, instrument_files
from hostile.running import FAULTS, Done, judged
from hostile.trials import Trial, families, made, trials
from measuring import measurable

TRIAL = Trial("some", "answers", "a.csv", b"", codes=("answers-date",))
CLEAN = replace(TRIAL, codes=(), clean=True, scores={("SE", "2019"): 50.0})
RUN = ("run", "index.yaml", "--answers", "a.csv", "--format", "json")
SAID = "a.csv:2: error answers-date: a date stands here\n"
HALF = '{\n "scores": [{"unit": "SE", "period": "2019", "node": "overall", "score": 50.0}]}'


@pytest.mark.parametrize(
    ("trial", "done", "faults"),
    [
        (TRIAL, Done(RUN, 1, SAID, 0.1, 9.0), ()),
        (TRIAL, Done(RUN, 0, HALF, 0.1, 9.0), ("silent",)),
        (TRIAL, Done(RUN, 1, "a.csv: error file-empty: nothing\n", 0.1, 9.0), ("unclear",)),
        (TRIAL, Done(RUN, 1, f"{SAID}\x1b[2J", 0.1, 9.0), ("unclear",)),
        (TRIAL, Done(RUN, 3, SAID, 0.1, 9.0), ("unclear",)),
        (TRIAL, Done(RUN, 1, f"{SAID}Traceback (most recent call last):\n", 0.1, 9.0), ("traceback",)),
        (TRIAL, Done(RUN, -6, "", 0.1, 9.0), ("abort",)),
        (TRIAL, Done(RUN, 1, SAID, 2.1, 301.0), ("slow", "large")),
        (CLEAN, Done(RUN, 0, HALF, 0.1, 9.0), ()),
        (CLEAN, Done(RUN, 0, HALF.replace("50", "51"), 0.1, 9.0), ("silent",)),
        (CLEAN, Done(RUN, 0, f"a.csv: warning answers-unseen: some\n{HALF}", 0.1, 9.0), ("alarm",)),
        (CLEAN, Done(RUN, 1, SAID, 0.1, 9.0), ("alarm",)),
        (replace(CLEAN, clean=False, noted=("answers-unseen",)), Done(RUN[:4], 0, "", 0.1, 9.0), ("silent",)),
    ],
)
def test_what_is_said_of_a_command(trial: Trial, done: Done, faults: tuple[str, ...]) -> None:
    assert judged(trial, done).faults == faults
    assert set(faults) <= set(FAULTS)


def test_each_family_makes_other_inputs_from_another_seed_and_the_same_from_the_same() -> None:
    assert {each.__name__ for each in (answer_files, books, instrument_files)} == {
        "hostile.answer_files", "hostile.books", "hostile.instrument_files",
    }  # fmt: skip
    for name in families():
        if name != "parquet_of_nothing":  # it takes a while to make
            first = made(name, 0)
            if first.kind in ("answers", "instrument"):  # workbooks hold the time at which they were made
                assert made(name, 0).data == first.data
            others = (made(name, seed).data for seed in range(1, 12))  # one that differs is enough
            assert any(each != first.data for each in others) or name == "a_text_that_a_comment_ends", name
    assert len(list(trials(5, seed=2))) == 5


@measurable
def test_the_script_prints_its_table_and_ends_well() -> None:
    chosen = ["--family", "clean_csv", "--family", "one_fault", "--family", "a_word_that_is_no_option"]
    done = subprocess.run(
        [sys.executable, "-m", "hostile", "--count", "1", *chosen],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[0].split()[:4] == ["family", "inputs", "commands", "as"]
    assert done.stdout.splitlines()[4].split() == ["all", "3", "18", "18", *"0000000"]
