"""Writing a self-scoring file by the suffix of its name."""

from __future__ import annotations

from typing import BinaryIO

from policyindex.errors import WrongUseError
from policyindex.questionnaires.form import Questionnaire
from policyindex.questionnaires.selfscoring.page import write_page
from policyindex.questionnaires.selfscoring.workbook import write_workbook
from policyindex.specs import Rules

WRITERS = {".html": write_page, ".xlsx": write_workbook}


def write_self_scoring(form: Questionnaire, rules: Rules, stream: BinaryIO, suffix: str) -> None:
    """Write a page (``.html``) or a workbook (``.xlsx``).

    :raises WrongUseError: for another suffix, or an instrument that such a file cannot hold
    """
    if suffix.lower() not in WRITERS:
        raise WrongUseError(f"a self-scoring file is FILE.html (a page) or FILE.xlsx (a workbook), not '{suffix}'")
    WRITERS[suffix.lower()](form, rules, stream)
