"""A small instrument of invented towns, and the answers of a first round, for tests of questionnaires."""

from __future__ import annotations

from policyindex import Answer, Status

PARKS = """format: 1
id: parks
edition: "1"
title: Parks in invented towns
facets: {place: {label: Place, values: {north: North, south: South}}}
indicators:
  benches:
    label: Benches
    question: Are there benches?
    help: Look for them.
    ask_per: [place]
    options:
      full: {points: 100, text: In every park}
      half: {points: 50, text: "In some parks, not in all of them"}
      none: {points: 0, text: In none}
  water: {label: Water, question: Is there water?, kind: tick, points: 100}
  trees: {label: Trees, question: How many trees are there?, kind: number, unit: trees, goalposts: {worst: 0, best: 10}}
  games:
    label: Games
    question: Which games can be played?
    kind: graded_count
    sub_options: {chess: {text: Chess}, boules: {text: Boules}, "3": {text: Other games}}
    grades: [{count: 0, points: 0}, {count: 2, points: 100}]
nodes: {overall: {label: Overall, of: [benches, water, trees, games]}}
trees: {main: {label: Main, published: true, roots: [overall]}}
"""
TOWN = ("--unit", "Upper Town", "--period")
FIRST = [
    Answer("Upper Town", "2024", "benches", "north", "half", references=("Park Act | art. 5 | adopted 2004-05-01",)),
    Answer("Upper Town", "2024", "benches", "south", status=Status.NOT_IN_COMPETENCE),
    Answer("Upper Town", "2024", "water", answer=True, comment="A fountain"),
    Answer("Upper Town", "2024", "trees", answer=7.5),
    Answer("Upper Town", "2024", "games", answer=("chess",)),
]
