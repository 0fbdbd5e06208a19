"""The index that the trials are about: a question of each kind, with scores that are plain to see."""

from __future__ import annotations

import random

INSTRUMENT = """format: 1
id: hostile-trials
edition: "1"
title: Index of invented countries for trials
units: {scheme: iso-3166-1, label: country}
indicators:
  lanes:
    label: Lanes
    question: Are there lanes for bicycles?
    options:
      full: {points: 100, text: On all roads}
      half: {points: 50, text: On some roads}
      none: {points: 0, text: On none}
  stands: {label: Stands, question: Must stations have stands?, kind: tick, points: 100}
  length:
    label: Length
    question: How many kilometres of lanes are there?
    kind: number
    unit: km
    minimum: 0
    maximum: 1000
    goalposts: {worst: 0, best: 10}
  early:
    label: Early
    question: Is there a plan?
    not_collected_in: ["2015"]
    options:
      full: {points: 100, text: There is}
      none: {points: 0, text: There is none}
nodes:
  overall: {label: Overall, of: [lanes, stands, length, early]}
trees:
  main: {label: Main, published: true, roots: [overall]}
"""
UNITS = ("SE", "DE", "PT", "FI")
LANES = {"full": 100.0, "half": 50.0, "none": 0.0}
Row = dict[str, str]


def rows(dice: random.Random, periods: tuple[str, ...] = ("2015", "2019")) -> list[Row]:
    """Make sound answers, as a wide file has them."""
    return [
        {
            "unit": unit, "period": period, "lanes": dice.choice(list(LANES)), "stands": dice.choice(["true", "false"]),
            "length": str(dice.randint(0, 10)), "early": dice.choice(["full", "none"]) if period != "2015" else "",
        }
        for unit in UNITS
        for period in periods
    ]  # fmt: skip


def scores(given: list[Row]) -> dict[tuple[str, str], float | None]:
    """Score sound answers by hand: the mean of what is there, each from 0 to 100."""
    found: dict[tuple[str, str], float | None] = {}
    for row in given:
        parts = []
        if row["lanes"]:
            parts.append(LANES[row["lanes"]])
        if row["stands"]:
            parts.append(100.0 * (row["stands"] == "true"))
        if row["length"]:
            parts.append(10 * float(row["length"]))
        if row["early"] and row["period"] != "2015":
            parts.append(LANES[row["early"]])
        found[row["unit"], row["period"]] = sum(parts) / len(parts) if parts else None
    return found


def as_csv(given: list[Row], delimiter: str = ",") -> str:
    """Write a wide file."""
    lines = [list(given[0]), *(list(row.values()) for row in given)]
    return "".join(delimiter.join(line) + "\n" for line in lines)


def as_long(given: list[Row]) -> list[dict[str, str]]:
    """Write one record an answer."""
    return [
        {"unit": row["unit"], "period": row["period"], "indicator": key, "answer": row[key]}
        for row in given
        for key in ("lanes", "stands", "length", "early")
        if row[key]
    ]
