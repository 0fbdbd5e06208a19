"""Answer files: clean ones, ones that say the same in another way, and bad ones of each kind."""

from __future__ import annotations

import io
import json
import random

from hostile.index import UNITS, as_csv, as_long, rows, scores
from hostile.trials import Trial, family

Dice = random.Random


def wide(name: str, text: str | bytes, **what: object) -> Trial:
    """Give a CSV file as a trial."""
    data = text if isinstance(text, bytes) else text.encode()
    return Trial(name, "answers", f"{name}.csv", data, **what)  # type: ignore[arg-type]


@family("answers")
def clean_csv(dice: Dice) -> Trial:
    given = rows(dice)
    text = as_csv(given, dice.choice([",", ";"]))
    if dice.random() < 0.5:
        text = text.replace("\n", "\r\n")
    data = text.encode("utf-8-sig" if dice.random() < 0.5 else "utf-8")
    return wide("clean_csv", data, scores=scores(given), clean=True)


@family("answers")
def clean_long_csv(dice: Dice) -> Trial:
    given = rows(dice)
    records = as_long(given)
    dice.shuffle(records)
    text = as_csv(records)
    return wide("clean_long_csv", text, scores=scores(given), clean=True)


@family("answers")
def clean_json(dice: Dice) -> Trial:
    given = rows(dice)
    data = json.dumps(as_long(given), indent=dice.choice([None, 1])).encode()
    return Trial("clean_json", "answers", "clean.json", data, scores=scores(given), clean=True)


def frame_of(given: list[dict[str, str]]) -> object:
    import pandas as pd

    frame = pd.DataFrame(given)
    frame["length"] = frame["length"].astype(float)
    return frame


def parquet(frame: object) -> bytes:
    stream = io.BytesIO()
    frame.to_parquet(stream, index=False)  # type: ignore[attr-defined]
    return stream.getvalue()


@family("answers")
def clean_parquet(dice: Dice) -> Trial:
    given = rows(dice)
    data = parquet(frame_of(given))
    return Trial("clean_parquet", "answers", "clean.parquet", data, scores=scores(given), clean=True)


@family("answers")
def decimals_of_every_length(dice: Dice) -> Trial:
    """Decimals with points in a file with commas are decimals, three digits after the point among them."""
    given = rows(dice)
    for row in given:
        row["length"] = f"{dice.randint(0, 9)}.{dice.randint(0, 999):03d}"
    given[0]["length"] = "0.5"
    return wide("decimals_of_every_length", as_csv(given), scores=scores(given), clean=True)


@family("answers")
def years_of_a_float_column(dice: Dice) -> Trial:
    given = rows(dice)
    expected = scores(given)
    for row in given if dice.random() < 0.5 else given[: dice.randint(1, len(given))]:
        row["period"] += dice.choice([".0", ".00"])
    return wide("years_of_a_float_column", as_csv(given), scores=expected, noted=("answers-period-respelled",))


@family("answers")
def years_as_floats_in_parquet(dice: Dice) -> Trial:
    given = rows(dice)
    frame = frame_of(given)
    frame["period"] = frame["period"].astype(float)  # type: ignore[index]
    data = parquet(frame)
    return Trial("years_as_floats_in_parquet", "answers", "f.parquet", data, scores=scores(given))


@family("answers")
def no_period(dice: Dice) -> Trial:
    given = rows(dice)
    dice.choice(given)["period"] = dice.choice(
        ['"2,015"', "2015/1", "15", "20155", "-2015", "2015-13", "19", "2.015", "0"]
    )
    return wide("no_period", as_csv(given), codes=("answers-period-none",))


@family("answers")
def one_unit_in_another_decade(dice: Dice) -> Trial:
    given = rows(dice, ("2015", "2016", "2017", "2018", "2019"))
    row = given[dice.randrange(len(UNITS)) * 5 + 4]
    row["period"] = dice.choice(["2033", "2091", "1919"])
    return wide("one_unit_in_another_decade", as_csv(given), scores=scores(given), noted=("answers-period-far",))


@family("answers")
def a_code_for_missing(dice: Dice) -> Trial:
    given = rows(dice)
    dice.choice(given)["length"] = dice.choice(["-99", "-9", "-1", "9999", "-3", "-999.0", "1e9"])
    return wide("a_code_for_missing", as_csv(given), codes=("answers-number-outside",))


@family("answers")
def thousands_or_decimals(dice: Dice) -> Trial:
    given = rows(dice)
    for row in given:
        row["length"] = dice.choice(["1.000", "2.500", "3", ""])
    given[0]["length"] = "1.000"
    return wide("thousands_or_decimals", as_csv(given, ";"), codes=("answers-number-two-ways",))


@family("answers")
def points_from_nowhere(dice: Dice) -> Trial:
    records = [{**each, "points": ""} for each in as_long(rows(dice))]
    dice.choice(records)["points"] = dice.choice(["999", "-500", "1e15", "100.5", "nan", "inf", "-1"])
    return wide(
        "points_from_nowhere",
        as_csv(records),
        codes=("answers-points-outside", "answers-not-a-number", "answers-not-finite"),
    )


@family("answers")
def a_date_for_a_code(dice: Dice) -> Trial:
    given = rows(dice)
    dice.choice(given)["lanes"] = dice.choice(["2026-02-01", "2026-02-01 00:00:00", "01.02.2026", "1/2/2026"])
    return wide("a_date_for_a_code", as_csv(given), codes=("answers-date", "answers-option-unknown"))


@family("answers")
def a_word_that_is_no_option(dice: Dice) -> Trial:
    given = rows(dice)
    dice.choice(given)["lanes"] = dice.choice(["ful", "yes", "100%", "?", "n/a", "#DIV/0!", "=1+1", "full;half", "-"])
    return wide("a_word_that_is_no_option", as_csv(given), codes=("answers-option-unknown",))


@family("answers")
def another_case(dice: Dice) -> Trial:
    given = rows(dice)
    expected = scores(given)
    row = dice.choice(given)
    row["lanes"] = dice.choice([row["lanes"].upper(), row["lanes"].title()])
    return wide("another_case", as_csv(given), scores=expected, noted=("answers-code-respelled",))


@family("answers")
def invisible_characters(dice: Dice) -> Trial:
    given = rows(dice)
    expected = scores(given)
    row, char = dice.choice(given), dice.choice("\u200b\u200d\u2060\ufeff\u00ad\u200e")
    at = dice.randint(0, 2)
    row["unit"] = row["unit"][:at] + char + row["unit"][at:]
    return wide("invisible_characters", as_csv(given), scores=expected, noted=("answers-unseen",))


@family("answers")
def letters_of_another_alphabet(dice: Dice) -> Trial:
    given = rows(dice)
    row = next(each for each in given if each["unit"] == "SE")
    row["unit"] = "S\u0415"
    return wide("letters_of_another_alphabet", as_csv(given), noted=("answers-units-alike", "answers-unit-unknown"))


@family("answers")
def escape_sequences(dice: Dice) -> Trial:
    given = rows(dice)
    dice.choice([row for row in given if row["unit"] != "SE"])["unit"] = dice.choice(
        ["\x1b[2J", "S\x1b]0;x\x07E", "\x1b[31mSE", "S\x9b1mE"]
    )
    return wide("escape_sequences", as_csv(given), noted=("answers-unit-unknown", "answers-unseen"))


@family("answers")
def a_row_of_another_length(dice: Dice) -> Trial:
    lines = as_csv(rows(dice)).splitlines()
    at = dice.randrange(1, len(lines))
    lines[at] = dice.choice([lines[at] + ",", lines[at] + ",x", lines[at].rpartition(",")[0], "SE,2019,1,5,true"])
    return wide("a_row_of_another_length", "\n".join(lines) + "\n", codes=("answers-row-length",))


@family("answers")
def an_answer_twice(dice: Dice) -> Trial:
    given = rows(dice)
    again = dict(dice.choice(given))
    given.append(again)
    return wide("an_answer_twice", as_csv(given), codes=("answers-repeat",))


@family("answers")
def a_header_with_a_fault(dice: Dice) -> Trial:
    head, _, rest = as_csv(rows(dice)).partition("\n")
    change, code = dice.choice([
        (("lanes", "lane"), "answers-column-unknown"), (("lanes", "stands"), "answers-column-twice"),
        (("unit", "country"), "answers-column-missing"), (("period", ""), "answers-column-missing"),
        (("lanes", ""), "answers-column-unnamed"), (("unit,", ""), "answers-column-missing"),
    ])  # fmt: skip
    also = ("answers-column-unnamed", "answers-column-unknown", "answers-row-length")
    return wide("a_header_with_a_fault", head.replace(*change, 1) + "\n" + rest, codes=(code, *also))


@family("answers")
def bytes_that_are_no_text(dice: Dice) -> Trial:
    text = as_csv(rows(dice))
    data, code = dice.choice([
        (text.encode("utf-16"), "file-encoding"), (text.replace("SE", "S\u00c9").encode("latin-1"), "file-encoding"),
        (text.replace("full", "fu\0ll", 1).encode() if "full" in text else b"\0" + text.encode(), "file-nul-bytes"),
        (b"", "file-empty"), (b"\n\n \n", "file-empty"), (b"PK\x03\x04" + bytes(dice.randrange(256) for _ in range(500)), "file-encoding"),
    ])  # fmt: skip
    return wide(
        "bytes_that_are_no_text",
        data,
        codes=(code, "file-nul-bytes", "file-control-character", "answers-no-header", "answers-column-missing"),
    )


@family("answers")
def a_quote_that_never_ends(dice: Dice) -> Trial:
    lines = as_csv(rows(dice)).splitlines()
    at = dice.randrange(1, len(lines))
    lines[at] = lines[at].replace(",", ',"', 1)
    return wide(
        "a_quote_that_never_ends",
        "\n".join(lines) + "\n",
        codes=("answers-quote-open", "answers-csv", "answers-row-length"),
    )


@family("answers")
def a_hundred_thousand_columns(dice: Dice) -> Trial:
    count = dice.randint(80_000, 120_000)
    head = "unit,period," + ",".join(f"x{each}" for each in range(count))
    row = "SE,2019" + "," * count
    return wide(
        "a_hundred_thousand_columns",
        f"{head}\n{row}\n",
        codes=("answers-columns-too-many", "answers-column-unknown", "file-too-large", "answers-too-large"),
    )


@family("answers")
def a_column_of_one_fault(dice: Dice) -> Trial:
    word = dice.choice(["nowhere", "1.5", "-", "fulll"])
    lines = "".join(f"{unit},{year},{word}\n" for unit in UNITS for year in range(1800, 2190))
    return wide("a_column_of_one_fault", "unit,period,lanes\n" + lines, codes=("answers-option-unknown",))


@family("answers")
def a_huge_cell(dice: Dice) -> Trial:
    given = rows(dice)
    row = dice.choice(given)
    field = dice.choice(["lanes", "length", "unit", "period"])
    row[field] = "9" * dice.choice([5_000, 200_000, 2_000_000])
    return wide("a_huge_cell", as_csv(given), codes=(
        "answers-csv", "answers-option-unknown", "answers-not-finite", "answers-period-none", "answers-number-outside",
        "answers-not-a-number", "answers-unit-unknown", "answers-too-large", "answers-cell-too-long", "answers-code-too-long",
    ))  # fmt: skip


@family("answers")
def json_of_another_shape(dice: Dice) -> Trial:
    records = as_long(rows(dice))
    text = json.dumps(records)
    data, codes = dice.choice([
        (text[: dice.randint(2, len(text) - 2)], ("answers-json", "answers-json-shape")),
        ("[" * dice.randint(900, 100_000), ("answers-json",)),
        (json.dumps({"answers": records}), ("answers-json-shape",)),
        (json.dumps([{**records[0], "unit": ["SE"]}]), ("answers-json-shape",)),
        (json.dumps([{**records[0], "unit": "S\ud800"}]), ("answers-text-broken",)),
        ('[{"unit":"SE","unit":"DE","period":"2019","indicator":"lanes","answer":"full"}]', ("answers-json",)),
        (json.dumps([{**records[0], "points": float("nan")}]), ("answers-json",)),
        ('[{"unit":"SE","period":2019,"indicator":"length","answer":%s}]' % ("9" * dice.choice([400, 4000, 9000])),
         ("answers-json", "answers-not-finite", "answers-number-outside", "answers-not-a-number")),
        (json.dumps([{f"k{each}": 1 for each in range(60_000)}]), ("answers-field-unknown", "answers-json-shape", "answers-json")),
        (json.dumps([{**records[0], "answer": {"a": 1}}]), ("answers-json-shape",)),
        ("", ("file-empty",)), ("[]", ("answers-none",)), ("null", ("answers-json-shape",)),
    ])  # fmt: skip
    return Trial("json_of_another_shape", "answers", "bad.json", data.encode(), codes)


@family("answers")
def damaged_parquet(dice: Dice) -> Trial:
    data = bytearray(parquet(frame_of(rows(dice))))
    how = dice.randrange(3)
    if how == 0:
        data = data[: dice.randint(1, len(data) - 9)]
    elif how == 1:
        data[-12:-8] = bytes(dice.randrange(256) for _ in range(4))
        data[-8:-4] = (0x7FFFFFF0).to_bytes(4, "little")
    else:
        data = bytearray(b"PAR1" + bytes(dice.randrange(256) for _ in range(200)) + b"PAR1")
    return Trial("damaged_parquet", "answers", "bad.parquet", bytes(data), ("file-damaged",))


@family("answers")
def parquet_of_nothing(dice: Dice) -> Trial:
    """Millions of empty cells in a few kilobytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = dice.choice([20_000_000, 50_000_000])
    stream = io.BytesIO()
    pq.write_table(pa.table({"unit": pa.nulls(count), "period": pa.nulls(count), "lanes": pa.nulls(count)}), stream)
    return Trial("parquet_of_nothing", "answers", "nothing.parquet", stream.getvalue(),
                 ("answers-too-large", "file-too-large", "answers-rows-too-many", "answers-unit-missing", "answers-none"))  # fmt: skip


@family("answers")
def parquet_of_bytes(dice: Dice) -> Trial:
    given = rows(dice)
    frame = frame_of(given)
    frame["unit"] = frame["unit"].str.encode("utf-8")  # type: ignore[index]
    return Trial("parquet_of_bytes", "answers", "bytes.parquet", parquet(frame), scores=scores(given))
