"""What a self-scoring workbook says of itself in hidden cells, so that it can be read back."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from policyindex.selfscoring.model import SelfScoring

MARK = "policyindex-self-scoring-1"
PLAN_MARK = "policyindex-self-scoring-1 plan"
WHO = ("@unit_name", "@unit", "@period")
"""Stand in place of a question's id in a workbook for anybody: name, code and period are typed there."""
PART = "#"
"""Stands between a question's id and the code of its sub-option."""


def code_of(name: str) -> str:
    """Make a unit's code of its name, as the page does: ``Västra Götaland`` is ``VÄSTRA-GÖTALAND``."""
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", name).upper()).strip("-")


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
