"""What others call our fields and rules: nothing in the spelling of such a word leads to ours."""

from __future__ import annotations

FIELDS = {
    "aggregator": "aggregate aggregation combine formula function method rule",
    "best": "direction good order polarity",
    "by_shown": "rank_by rounded",
    "cap": "ceiling highest max maximum upper",
    "decimals": "digits precision round rounding",
    "floor": "lower lowest min minimum",
    "help": "description explanation guidance note",
    "kind": "type",
    "label": "name title",
    "of": "children components indicators inputs items members parts",
    "options": "answers choices levels values",
    "points": "score value worth",
    "question": "prompt text wording",
    "rescale": "scale",
    "text": "label name title wording",
    "weights": "importance shares weighting",
}
"""Fields: a word counts only where ours is known, and may be another's own field elsewhere."""
AGGREGATORS = {
    "affine": "linear",
    "count": "number",
    "difference": "less minus subtract subtraction",
    "geometric_mean": "geomean geometric",
    "harmonic_mean": "harmonic",
    "max": "highest largest maximum strongest",
    "mean": "arithmetic arithmetic_mean average avg",
    "median": "middle",
    "min": "lowest minimum smallest weakest",
    "power": "exponent",
    "product": "multiplication multiplicative multiply prod times",
    "ratio": "divide division quotient",
    "sum": "add addition additive plus total",
    "weighted_mean": "weighted weighted_average",
}
"""Rules of nodes."""
