"""Workbooks: questionnaires with cells that no expert would fill in so, and files made to do harm wherever one is read."""

from __future__ import annotations

import random
import tempfile
from functools import cache
from pathlib import Path

import filling
import hostile_workbooks

from hostile.index import INSTRUMENT
from hostile.trials import ANYTHING, REFUSED, Kind, Trial, family

Dice = random.Random


@cache
def blank() -> bytes:
    """Give an empty questionnaire of the index."""
    from policyindex.cli import cli

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "index.yaml", Path(folder) / "Q.xlsx"
        source.write_text(INSTRUMENT, encoding="utf-8")
        command = ["questionnaire", "export", str(source), "--unit", "SE", "--period", "2021", "--output", str(target)]
        cli.main(command, standalone_mode=False)
        return target.read_bytes()


def filled(values: dict[filling.Cell, str | float]) -> bytes:
    """Give the questionnaire with cells filled in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Q.xlsx"
        path.write_bytes(blank())
        filling.fill(path, values)
        return path.read_bytes()


@family("questionnaire")
def a_clean_questionnaire(dice: Dice) -> Trial:
    values: dict[filling.Cell, str | float] = {("length", "answer", ""): dice.randint(0, 10)}
    return Trial("a_clean_questionnaire", "questionnaire", "Q.xlsx", filled(values), clean=True)


@family("questionnaire")
def a_cell_that_is_no_answer(dice: Dice) -> Trial:
    column, value = dice.choice([
        ("lanes", "#DIV/0!"), ("lanes", "nonsense"), ("lanes", ";"), ("length", "#REF!"), ("length", "ten"), ("length", "1,5,5"),
        ("stands", "perhaps"), ("lanes", 46054.0), ("length", "9" * 5000), ("length", 1e300),
    ])  # fmt: skip
    return Trial(
        "a_cell_that_is_no_answer",
        "questionnaire",
        "Q.xlsx",
        filled({(column, "answer", ""): value if isinstance(value, float) else str(value)}),
        (REFUSED,),
    )


def _harmful(kind: Kind, name: str) -> None:
    def make(dice: Dice) -> Trial:
        which = dice.choice(hostile_workbooks.families())
        data, code = hostile_workbooks.make(which, dice.randrange(1000))
        codes = (REFUSED,) if code else (ANYTHING,)
        return Trial(f"{name} ({which})", kind, "harm.xlsx", data, codes)

    make.__name__ = name
    family(kind)(make)


_harmful("questionnaire", "a_harmful_questionnaire")
_harmful("spreadsheet", "a_harmful_spreadsheet")
_harmful("official", "a_harmful_official_workbook")


def _damaged(kind: Kind, name: str) -> None:
    def make(dice: Dice) -> Trial:
        data = bytearray(blank())
        for _ in range(dice.randint(1, 20)):
            at = dice.randrange(len(data))
            if dice.random() < 0.5:
                data[at] = dice.randrange(256)
            else:
                del data[at : at + dice.randint(1, 200)]
        return Trial(name, kind, "damaged.xlsx", bytes(data), (ANYTHING,))

    make.__name__ = name
    family(kind)(make)


_damaged("questionnaire", "a_damaged_questionnaire")
_damaged("spreadsheet", "a_damaged_spreadsheet")
_damaged("official", "a_damaged_official_workbook")
