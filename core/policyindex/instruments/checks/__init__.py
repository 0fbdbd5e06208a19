"""The checks that a JSON Schema cannot make: references, cycles, gaps, overlaps."""

from policyindex.instruments.checks.classification import check_bands, check_trees, check_typologies
from policyindex.instruments.checks.method import check_method
from policyindex.instruments.checks.questions import check_periods, check_questions, check_status_words
from policyindex.instruments.checks.rules import check_reach, check_rules
from policyindex.instruments.checks.standards import check_standards
from policyindex.instruments.checks.studies import check_studies
from policyindex.instruments.checks.tables import check_tables

__all__ = [
    "check_bands",
    "check_method",
    "check_periods",
    "check_questions",
    "check_reach",
    "check_rules",
    "check_standards",
    "check_status_words",
    "check_studies",
    "check_tables",
    "check_trees",
    "check_typologies",
]
