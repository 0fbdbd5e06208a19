"""An invented instrument that tests change into newer editions."""

BASE = """\
format: 1
id: base
edition: "1"
title: Base
facets: {area: {label: Area, values: {parks: Parks, roads: Roads}}}
indicators:
  a:
    label: A
    question: Is there a plan for the parks?
    facets: {area: parks}
    options: {full: {points: 100, text: "Yes."}, half: {points: 50, text: In part.}, none: {points: 0, text: "No."}}
  b: {label: B, question: Is the plan public?, kind: tick, points: 100, facets: {area: parks}}
  c: {label: C, question: How many days?, kind: number, unit: days, facets: {area: roads}, goalposts: {worst: 60, best: 0}}
  d:
    label: D
    question: Who takes part?
    kind: at_least
    at_least: 2
    points: 100
    facets: {area: roads}
    sub_options: {x: {text: Towns}, y: {text: Regions}, z: {text: People}}
nodes:
  parks: {label: Parks, of: [a, b]}
  roads: {label: Roads, aggregator: weighted_mean, weights: {c: 2, d: 1}, of: [c, d]}
  apart: {label: Apart, of: [a]}
  overall: {label: Overall, of: [parks, roads]}
trees: {main: {label: Main, published: true, roots: [overall, apart]}}
bands: {all: {label: All, bands: [{id: low, label: low, from: 0, to: 50}, {id: high, label: high, from: 50, to: 100}]}}
"""
HEADER = "unit,period,indicator,instance,answer,points,status,cause,comment,references,source\n"
ANSWERS = f"""{HEADER}\
AA,2026,a,,half,,,,as last year,Act | art. 5,reviewed
AA,2026,b,,true,,,,,,
AA,2026,c,,12,,,,,,
AA,2026,d,,x; z,,,,,,
BB,2026,a,,full,75,,reform,two laws,,
BB,2026,b,,,,not_applicable,,,,
BB,2026,d,,none,,,,,,
"""
NEWER = (
    BASE.replace('edition: "1"', 'edition: "2"')
    .replace("half: {points: 50, text: In part.}", "partly: {points: 50, text: In part.}")
    .replace("z: {text: People}", "w: {text: Others}")
    .replace("  c: {label: C, question: How many days?", "  days: {label: C, question: How many days?")
    .replace("weights: {c: 2", "weights: {days: 2").replace("of: [c, d]", "of: [days, d]")
    .replace("  b: {label: B, question: Is the plan public?, kind: tick, points: 100, facets: {area: parks}}\n", "")
    .replace("of: [a, b]", "of: [a]")
)  # fmt: skip
