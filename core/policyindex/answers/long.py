"""Tables with a row per answer: from texts to columns of answers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from policyindex.answers.beside import notes
from policyindex.answers.contents import NEEDED, Contents, first_rows, with_keys
from policyindex.answers.grid import ABSENT, Codes, Key
from policyindex.answers.reading import Cell, RowReader
from policyindex.answers.records import Records
from policyindex.answers.tablereading import TableReading
from policyindex.answers.textcolumns import TextColumn, TextTable, combined
from policyindex.instruments.instrument import Instrument
from policyindex.questions.asked import AnswerValue

_CONTENT = ("indicator", "instance", "answer", "points", "status", "cause", "parts")
"""The fields of a long record that are read together; the others stand for themselves."""


def read_long(instrument: Instrument, table: TextTable) -> TableReading:
    """Read a table with a row per answer."""
    problems = list(table.problems)
    table = with_keys(table, problems, instrument.periods)
    columns = dict(zip(table.names, table.columns, strict=True))
    read = [columns[name] for name in _CONTENT if name in columns]
    for name in NEEDED:  # a content is another one where there is no unit: that is its fault then
        if "" in columns[name].texts:
            read.append(columns[name].renamed(["!" if text else "" for text in columns[name].texts]))
    first, codes = combined(read)
    values: dict[tuple[type, AnswerValue], int] = {}
    contents, reader = Contents(values), RowReader(instrument)
    fields = [name for name in table.names if name in (*NEEDED, *_CONTENT)]
    cells = [(name, table.names.index(name)) for name in fields]
    given = columns.get("answer", TextColumn(("",), np.zeros(len(codes), np.int32)))
    for row, key in zip(first.tolist(), _bare(instrument, columns, first), strict=True):
        text = given.texts[given.codes[row]]
        if key and text and contents.parse(key, instrument.indicators[key[0]], text):
            continue
        texts = {name: columns[name].texts[columns[name].codes[row]] for name in fields}
        contents.take(reader, {name: Cell(texts[name], table.where(place, row)) for name, place in cells})
    problems.extend(contents.located(codes, table))
    status = np.array(contents.status, dtype=np.int8)[codes]
    kept = np.flatnonzero(status != ABSENT).astype(np.int32)
    keys = {key: place for place, key in enumerate(dict.fromkeys(contents.keys))}
    column = np.array([keys[key] for key in contents.keys], dtype=np.int32)[codes]
    beside = {**contents.notes(codes), **notes(columns, table, problems)}
    records = Records(
        columns["unit"].texts, columns["unit"].codes[kept], columns["period"].texts, columns["period"].codes[kept],
        tuple(keys), column[kept], tuple(value for _, value in values), np.array(contents.code, dtype=np.int32)[codes][kept],
        np.array(contents.number)[codes][kept], np.array(contents.points)[codes][kept], status[kept],
        {name: (own, numbers[kept]) for name, (own, numbers) in beside.items()},
    )  # fmt: skip
    answer = table.names.index("answer" if "answer" in table.names else "indicator")
    return TableReading(
        problems,
        records,
        lambda record: table.where(answer, int(kept[record])),
        first_rows(table.rows(status != ABSENT), columns["unit"].texts, columns["unit"].codes[kept]),
    )


def _bare(instrument: Instrument, columns: Mapping[str, TextColumn], rows: Codes) -> list[Key | None]:
    """Name the question of each row that has nothing but an answer beside it to be read; None: look at all of the row."""
    beside = {name: columns[name] for name in _CONTENT if name in columns and name != "answer"}
    first, numbers = combined([TextColumn(each.texts, each.codes[rows]) for each in beside.values()])
    known: list[Key | None] = []
    for row in rows[first].tolist():
        texts = {name: each.texts[each.codes[row]] for name, each in beside.items()}
        key = texts.pop("indicator"), texts.pop("instance", "")
        asked = key[0] in instrument.indicators and key[1] in instrument.instances(key[0])
        known.append(key if asked and not any(texts.values()) else None)
    placed = np.ones(len(rows), dtype=np.bool_)
    for name in NEEDED:
        placed &= np.array([bool(text) for text in columns[name].texts], dtype=np.bool_)[columns[name].codes[rows]]
    return [known[each] if whole else None for each, whole in zip(numbers.tolist(), placed.tolist(), strict=True)]
