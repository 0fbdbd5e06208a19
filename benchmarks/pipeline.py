"""From a file of answers to a file of scores, as users run it: whole processes against a good plain script.

Run ``python benchmarks/pipeline.py [ROWS]``. Limits of the project: 200,000 units by 58 choices, wide, at most 3 times
the plain script (``benchmarks/baseline/plain.py``) in time and in memory, and at most 11 times as long as a tenth of the rows,
start-up excluded; 332,500 answers of a long file, 3 times; a panel of 190 units, 50 periods and 35 questions with yes or no, and
140 questions with letters for 102 units, each wide and long, 3 times; ``run mipex-national``, 1.5 times importing pandas; the
common basket of 800 regions at most 11 times that of 80.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from baseline.plain import AREAS, DIMENSIONS, INDICATORS
from baseline.processes import cost, ratios

import policyindex as pi

COMMAND = str(Path(sys.executable).with_name("policyindex"))
PLAIN = [sys.executable, str(Path(__file__).with_name("baseline") / "plain.py")]
PANDAS = [sys.executable, "-c", "import pandas"]
CODES = np.array(["full", "half", "none", ""])
LONG_UNITS = 332_500 // INDICATORS


class Case(NamedTuple):
    """An index of one kind of question, with a panel of answers."""

    name: str
    units: int
    periods: int
    questions: int
    dimensions: int
    codes: tuple[str, ...]
    asked: str
    lists: tuple[str, ...] = ()


FIVE = (
    "{a: {points: 100, text: A.}, b: {points: 67, text: B.}, c: {points: 33, text: C.}, d: {points: 0, text: D.}, "
    "e: {status: not_applicable, text: E.}}"
)
CASES = (
    Case("panel", 190, 50, 35, 8, ("yes", "no"), "kind: tick, points: 100"),
    Case("letters", 102, 1, 140, 0, tuple("abcde"), "options: five", (f"option_lists: {{five: {FIVE}}}",)),
)


def instrument_text() -> str:
    """Nested means over 58 questions of three options each."""
    options = "{full: {points: 100, text: Full.}, half: {points: 50, text: Half.}, none: {points: 0, text: None.}}"
    lines = ["format: 1", "id: perf", "edition: '1'", "title: Benchmark", "wide_cells: codes", "indicators:"]
    lines += [f"  q{each}: {{label: q, question: q?, options: {options}}}" for each in range(INDICATORS)]
    lines += ["nodes:"]
    for each in range(DIMENSIONS):
        below = ", ".join(f"q{q}" for q in range(INDICATORS) if q % DIMENSIONS == each)
        lines += [f"  d{each}: {{label: d, of: [{below}]}}"]
    lines += [f"  a{each}: {{label: a, of: [d{2 * each}, d{2 * each + 1}]}}" for each in range(AREAS)]
    lines += [f"  overall: {{label: overall, of: [{', '.join(f'a{each}' for each in range(AREAS))}]}}"]
    return "\n".join([*lines, "trees: {all: {label: all, published: true, roots: [overall]}}", ""])


def write_answers(folder: Path, rows: int) -> None:
    chosen = CODES[np.random.default_rng(1).choice(4, size=(rows, INDICATORS), p=[0.32, 0.32, 0.31, 0.05])]
    head = "unit,period," + ",".join(f"q{each}" for each in range(INDICATORS))
    lines = [f"U{row},2020," + ",".join(cells) for row, cells in enumerate(chosen.tolist())]
    (folder / f"wide-{rows}.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    answers = [
        f"U{row},2020,q{each},{code}"
        for row, cells in enumerate(chosen[:LONG_UNITS].tolist())
        for each, code in enumerate(cells)
        if code
    ]
    (folder / "long.csv").write_text("\n".join(["unit,period,indicator,answer", *answers, ""]), encoding="utf-8")


def write_panel(folder: Path, case: Case) -> None:
    """Write an instrument and its answers, wide and long; dimensions are means of questions, overall the mean of them."""
    ids = [f"q{each}" for each in range(case.questions)]
    lines = ["format: 1", f"id: {case.name}", "edition: '1'", "title: Benchmark", *case.lists, "indicators:"]
    lines += [f"  {each}: {{label: q, question: q?, {case.asked}}}" for each in ids]
    lines += ["nodes:"]
    for each in range(case.dimensions):
        lines += [f"  d{each}: {{label: d, of: [{', '.join(ids[each :: case.dimensions])}]}}"]
    top = [f"d{each}" for each in range(case.dimensions)] or ids
    lines += [f"  overall: {{label: overall, of: [{', '.join(top)}]}}"]
    text = "\n".join([*lines, "trees: {all: {label: all, published: true, roots: [overall]}}", ""])
    (folder / f"{case.name}.yaml").write_text(text, encoding="utf-8")
    shape = (case.units * case.periods, case.questions)
    rows = np.array(list(case.codes))[np.random.default_rng(1).integers(0, len(case.codes), shape)].tolist()
    keys = [f"U{unit},{1971 + period}" for unit in range(case.units) for period in range(case.periods)]
    wide = [f"{key},{','.join(row)}" for key, row in zip(keys, rows, strict=True)]
    long = [
        f"{key},{each},{code}" for key, row in zip(keys, rows, strict=True) for each, code in zip(ids, row, strict=True)
    ]
    heads = {"wide": f"unit,period,{','.join(ids)}", "long": "unit,period,indicator,answer"}
    for shaped, body in (("wide", wide), ("long", long)):
        text = "\n".join([heads[shaped], *body, ""])
        (folder / f"{case.name}-{shaped}.csv").write_text(text, encoding="utf-8")


def run(answers: str, output: str = "ours.parquet", instrument: str = "perf.yaml") -> list[str]:
    columns = "unit,period,node,score"
    return [
        COMMAND,
        "run",
        instrument,
        "--answers",
        answers,
        "--format",
        "parquet",
        "--output",
        output,
        "--replace",
        "--columns",
        columns,
    ]


def differing(folder: Path) -> int:
    """Count the scores in which both ways differ."""
    keys = ["unit", "period", "node"]
    ours, plain = (
        pd.read_parquet(folder / f"{name}.parquet").astype(dict.fromkeys(keys, str)) for name in ("ours", "plain")
    )
    both = ours.drop_duplicates(keys).merge(plain, on=keys, how="outer", suffixes=("", "_plain"))
    gaps = both.score.isna() ^ both.score_plain.isna()
    return int(((both.score - both.score_plain).abs() > 1e-8).sum() + gaps.sum())


def report(folder: Path, ours: list[str], job: list[str]) -> None:
    """Print how both ways compare; ``job`` is the shape of the file, the file, and sizes if they are not the usual ones."""
    shape, file, *sizes = job
    found = ratios(ours, [*PLAIN, shape, file, "plain.parquet", *sizes], 3, folder)
    print(
        f"{file:<16} {found.seconds:5.2f} times the time, {found.megabytes:5.2f} times the memory of a plain script"
        f"  (limit 3), {differing(folder)} scores differ"
    )


def basket_seconds(units: int) -> float:
    """The common basket of invented regions, each without competence for some questions."""
    from policyindex.studies.basket import COMMON, compare

    instrument = pi.get_instrument("mipex-regional", pi.load_host())
    columns = [(key, each) for key in instrument.indicators for each in instrument.instances(key)]
    out = np.random.default_rng(1).random((units, len(columns))) < 0.02
    answers = pi.AnswerSet(
        pi.Answer(f"R{unit}", "2026", columns[column][0], columns[column][1], status=pi.Status.NOT_IN_COMPETENCE)
        for unit, column in zip(*np.nonzero(out), strict=True)
    )
    start = time.perf_counter()
    for _ in range(5):
        compare(instrument, answers, None, COMMON)
    return time.perf_counter() - start


def main(rows: int = 200_000) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "perf.yaml").write_text(instrument_text(), encoding="utf-8")
        write_answers(folder, rows // 10)
        write_answers(folder, rows)
        for shape, file in (("wide", f"wide-{rows}.csv"), ("long", "long.csv")):
            report(folder, run(file), [shape, file])
        for case in CASES:
            write_panel(folder, case)
            for shape in ("wide", "long"):
                file, sizes = f"{case.name}-{shape}.csv", (case.questions, case.dimensions, 0)
                report(folder, run(file, instrument=f"{case.name}.yaml"), [shape, file, *map(str, sizes)])
        start = cost([COMMAND, "run", "perf.yaml", "--help"]).seconds
        many, few = (
            min(cost(run(f"wide-{each}.csv"), folder).seconds for _ in range(3)) for each in (rows, rows // 10)
        )
        print(f"ten times the rows {(many - start) / (few - start):5.2f} times as long, without start-up  (limit 11)")
        print(
            f"mipex-national   {ratios([COMMAND, 'run', 'mipex-national'], PANDAS, 7).seconds:5.2f} times importing pandas  (limit 1.5)"
        )
    print(f"common basket    {basket_seconds(800) / basket_seconds(80):5.2f} times for ten times the units  (limit 11)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
