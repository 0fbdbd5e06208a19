"""What a self-scoring workbook says of itself in hidden cells, so that it can be read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from policyindex.selfscoring.model import SelfScoring

MARK = "policyindex-self-scoring-1"
PLAN_MARK = "policyindex-self-scoring-1 plan"
PART = "#"
"""Stands between a question's id and the code of its sub-option."""


class Origin(NamedTuple):
    """Which questions a workbook asks of whom."""

    reference: str
    scoring_hash: str
    unit: str
    period: str
    language: str

    @classmethod
    def of(cls, model: SelfScoring) -> Origin:
        """Take it from a model."""
        return cls(*(getattr(model, name) for name in cls._fields))

    def written(self) -> str:
        """Give it as the text of a cell."""
        return json.dumps(self._asdict(), ensure_ascii=False)

    @classmethod
    def parse(cls, text: object) -> Origin | None:
        """Read the text of a cell, None if it is something else."""
        try:
            found = json.loads(str(text))
            return cls(*(str(found[name]) for name in cls._fields))
        except (ValueError, KeyError, TypeError):
            return None
