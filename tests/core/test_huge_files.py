"""Small files that amount to much, and streams without end: refused or read within a stated room and time.

Each is read by a process of its own: its time is compared with that of a small file, its room with imports alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from measuring import Cost, cost, measurable
from policyindex import get_instrument, read_answers
from policyindex.answers.importers import parquet_answers
from policyindex.files.text import LINE_LIMIT
from policyindex.plugins.host import PluginHost

INSTRUMENT = Path(__file__).parent.parent / "bad_answers" / "instrument.yaml"
CPU, ROOM = 2.0, 300.0
HEAD = "unit,period,lanes\n"


pytestmark = measurable


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> float:
    """The seconds that reading a small file takes."""
    path = tmp_path_factory.mktemp("usual") / "small.csv"
    path.write_text(HEAD + "SE,2019,100\n")
    found = cost("validate", "--for", INSTRUMENT, path)
    assert found.code == 0, found.output
    return found.seconds


def within_bounds(found: Cost, usual: float) -> bool:
    """Tell whether a command took no more time than it may beyond a small file, and no more room beyond imports."""
    return found.seconds - usual < CPU and found.megabytes < ROOM


def many_columns(path: Path) -> None:
    path.write_text(f"unit,period,{','.join(f'c{each}' for each in range(100_000))}\nSE,2019{',1' * 100_000}\n")


def many_keys(path: Path) -> None:
    path.write_text(json.dumps([{"unit": "SE", **{f"k{each}": 1 for each in range(60_000)}}]))


def keys_twice(path: Path) -> None:
    keys = ",".join(f'"k{each}":1' for each in range(60_000))
    path.write_text(f'[{{{keys},"k59999":2}}]')


def a_long_line(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(HEAD.encode())
        stream.write(b"x" * (LINE_LIMIT + 1))
        stream.truncate(1_900_000_000)


def a_long_header(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(b"unit,period")
        stream.truncate(1_900_000_000)


def faulty_cells(path: Path) -> None:
    path.write_text(HEAD + "".join(f"U{each},2019,n\n" for each in range(100_000)))


TEXTS = {
    "many-columns.csv": (many_columns, "error answers-column-unknown: 'c0'", "100,000 like it"),
    "many-keys.json": (many_keys, "error answers-field-unknown: the field 'k0'", ""),
    "keys-twice.json": (keys_twice, "the key 'k59999' stands twice", ""),
    "deep.json": ("[" * 200_000, "nested too deep", ""),
    "deep-record.json": ('[{"unit":' + "[" * 50_000 + "]" * 50_000 + "}]", "nested too deep", ""),
    "deep-objects.json": ('{"a":' * 50_000, "nested too deep", ""),
    "digits.json": ('[{"unit":"SE","period":"1","indicator":"kilometres","answer":' + "9" * 5000 + "}]", "too many digits", ""),
    "digits.csv": ("unit,period,kilometres\nSE,2019," + "9" * 5000, "error answers-not-finite", ""),
    "powers.csv": ("unit,period,indicator,points\nSE,1,lanes,1e99999999\n", "error answers-not-finite", ""),
    "field.csv": (HEAD + "SE,2019," + "x" * 200_000, "error answers-csv: not valid CSV: a cell holds more than", ""),
    "nul.csv": (HEAD + "SE,2019,\0", "error file-nul-bytes", ""),
    "long-line.csv": (a_long_line, f"error file-line-too-long: the line that starts here has more than {LINE_LIMIT}", ":2:"),
    "long-header.csv": (a_long_header, "error file-line-too-long", ":1:"),
    "faulty.csv": (faulty_cells, "in all: 100,000 like it", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_what_amounts_to_much_is_refused_within_bounds(name: str, usual: float, tmp_path: Path) -> None:
    made, said, also = TEXTS[name]
    path = tmp_path / name
    made(path) if callable(made) else path.write_text(str(made))
    found = cost("validate", "--for", INSTRUMENT, path)
    assert found.code == 1
    assert said in found.output
    assert also in found.output
    assert "Traceback" not in found.output
    assert "plugin" not in found.output
    assert within_bounds(found, usual), found


@pytest.mark.parametrize("statistics", [True, False])
def test_a_table_of_nothing_takes_no_room(statistics: bool, usual: float, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "nothing.parquet"
    names = ("unit", "period", "lanes")
    piece = pyarrow.table({name: pyarrow.nulls(1 << 20, pyarrow.string()) for name in names})
    with parquet.ParquetWriter(path, piece.schema, write_statistics=statistics) as writer:
        for _ in range(48):
            writer.write_table(piece)
    found = cost("validate", "--for", INSTRUMENT, path)
    assert (found.code, "there is not a single answer in it" in found.output) == (1, True)
    assert within_bounds(found, usual), found


def test_rows_that_stand_in_a_table_many_times_are_refused(usual: float, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "alike.parquet"
    piece = 1 << 20
    columns = {"unit": ["SE"] * piece, "period": ["2019"] * piece, "lanes": [100] * piece}
    with parquet.ParquetWriter(path, (table := pyarrow.table(columns)).schema) as writer:
        for _ in range(40):
            writer.write_table(table)
    assert path.stat().st_size < 1_000_000
    found = cost("validate", "--for", INSTRUMENT, path)
    assert (found.code, "error answers-rows-alike" in found.output) == (1, True)
    assert within_bounds(found, usual), found


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no stream of zeros here")
def test_a_stream_without_end_is_refused(usual: float, tmp_path: Path) -> None:
    command = ("run", INSTRUMENT, "--answers", "-", "--answers-format", "csv")
    found = cost(*command, stdin=Path("/dev/zero"))
    assert (found.code, "error file-nul-bytes" in found.output) == (1, True)
    assert within_bounds(found, usual), found


def test_a_stream_with_a_line_of_no_table_is_refused_before_it_is_read(usual: float, tmp_path: Path) -> None:
    with (tmp_path / "line").open("wb") as line:
        line.write(HEAD.encode() + b"x" * LINE_LIMIT)
        line.truncate(190_000_000)
    found = cost("run", INSTRUMENT, "--answers", "-", "--answers-format", "csv", stdin=tmp_path / "line")
    assert (found.code, "<stdin>:2: error file-line-too-long" in found.output) == (1, True)
    assert within_bounds(found, usual), found
    assert found.megabytes < 100


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_column_of_wrong_texts_costs_few_looks_for_similar_ones(form: str, usual: float, tmp_path: Path) -> None:
    path, count = tmp_path / f"wrong.{form}", 20_000
    rows = [{"unit": "SE", "period": "2019", "indicator": f"lane{each}", "answer": "full"} for each in range(count)]
    csv = "unit,period,indicator,answer\n" + "".join(f"U{each},2019,lanes,plannet{each}\n" for each in range(count))
    path.write_text(json.dumps(rows) if form == "json" else csv)
    found = cost("validate", "--for", INSTRUMENT, path)
    assert (found.code, f"in all: {count:,} like it" in found.output) == (1, True)
    assert "Did you mean" in found.output
    assert within_bounds(found, usual), found


def test_more_rows_than_are_looked_at_at_once_are_read_where_they_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: PluginHost
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(parquet_answers, "ROWS", 100)
    path, count = tmp_path / "many.parquet", 1_100
    columns = {"unit": [f"U{each}" for each in range(count)], "period": ["2019"] * count, "parking": [True] * count}
    parquet.write_table(pyarrow.table(columns), path)
    answers = read_answers(get_instrument(INSTRUMENT, host), path, host=host)
    assert {(each.unit, each.answer) for each in answers} == {(f"U{each}", True) for each in range(count)}


@pytest.mark.slow
def test_large_files_that_are_meant_are_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(
        "unit,period,indicator,answer\n" + "".join(f"U{each},2019,parking,true\n" for each in range(100_000))
    )
    assert cost("validate", "--for", INSTRUMENT, path).code == 0
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    count = 1_100_000
    columns = {"unit": [f"U{each}" for each in range(count)], "period": ["2019"] * count, "parking": [True] * count}
    parquet.write_table(pyarrow.table(columns), tmp_path / "large.parquet")
    assert cost("validate", "--for", INSTRUMENT, tmp_path / "large.parquet").code == 0
