"""What can be wrong: problems as data, the catalogue of their texts, and the errors that carry them."""

from policyindex.problems.grouping import compact, grouped, repeated
from policyindex.problems.problem import (
    ERROR,
    Location,
    Problem,
    errors_in,
    hint,
    listing,
    ordered,
    plain,
    problem,
    shorten,
)

__all__ = [
    "ERROR",
    "Location",
    "Problem",
    "compact",
    "errors_in",
    "grouped",
    "hint",
    "listing",
    "ordered",
    "plain",
    "problem",
    "repeated",
    "shorten",
]
