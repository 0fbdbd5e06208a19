"""What can be wrong: problems as data, the catalogue of their texts, and the errors that carry them."""

from policyindex.problems.characters import CONTROL, page_text, plain, plain_lines
from policyindex.problems.grouping import compact, grouped, repeated
from policyindex.problems.looking import few_looks
from policyindex.problems.problem import (
    ERROR,
    Location,
    Problem,
    errors_in,
    hint,
    listing,
    meant,
    ordered,
    problem,
    shorten,
)

__all__ = [
    "CONTROL",
    "ERROR",
    "Location",
    "Problem",
    "compact",
    "errors_in",
    "few_looks",
    "grouped",
    "hint",
    "listing",
    "meant",
    "ordered",
    "page_text",
    "plain",
    "plain_lines",
    "problem",
    "repeated",
    "shorten",
]
