"""The self-scoring workbook: drop-downs in, live scores, bands, to-do list and action plan out."""

from __future__ import annotations

import io
from typing import BinaryIO

from policyindex.files.workbooks.writing import new_workbook
from policyindex.plugins.specs import Rules
from policyindex.questionnaires.form import Questionnaire
from policyindex.selfscoring.calculation import write_calculation, write_lists
from policyindex.selfscoring.checklist import write_checklist
from policyindex.selfscoring.reduction import self_scoring
from policyindex.selfscoring.reports import write_plan, write_result, write_todo
from policyindex.selfscoring.scoring_book import ScoringBook
from policyindex.selfscoring.starting import counted


def write_workbook(form: Questionnaire, rules: Rules, stream: BinaryIO) -> None:
    """Write the workbook of a questionnaire.

    :raises WrongUseError: for an instrument that is no self-assessment, one with a rule that the workbook lacks, or a
        text longer than a cell
    """
    model = self_scoring(form, rules)
    whole = io.BytesIO()
    out = new_workbook(" · ".join(filter(None, (model.title, model.unit_name, model.period))), whole)
    book = ScoringBook(out, model, counted(model, {each.id: each.start for each in model.questions}, form, rules))
    before = None
    if model.last_period:
        before = counted(model, {each.id: each.earlier for each in model.questions}, form, rules)
    row = write_lists(book)
    write_checklist(book)
    write_calculation(book, row)
    write_plan(book)
    write_result(book, before)
    write_todo(book)
    book.fit_rows()
    out.close()
    stream.write(whole.getvalue())
