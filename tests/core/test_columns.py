"""Names of columns: an indicator, or one instance of it."""

from __future__ import annotations

import pytest

from policyindex.instruments.columns import Column, indicator_of


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("q1", Column("q1")),
        ("q1[education]", Column("q1", "education")),
        ("q1[education/north]", Column("q1", "education/north")),
        ("strand.q1[*]", Column("strand.q1", "*")),
    ],
)
def test_a_name_is_taken_apart_and_put_together(name: str, column: Column) -> None:
    assert Column.parse(name) == column
    assert column.name == name
    assert indicator_of(name) == column.indicator
