"""Problems of self-scoring workbooks that come back."""

from policyindex.problems.catalogue.kinds import error, warning

SELF_SCORING = {
    "selfscoring-not-here": error(
        "this workbook is no self-scoring file",
        "one written by 'policyindex questionnaire export REF --format self-scoring --output FILE.xlsx'",
        "give that file, or answers as CSV; other filled-in workbooks are read by 'policyindex questionnaire import'",
    ),
    "selfscoring-other-instrument": error(
        "this workbook belongs to {found}",
        "one of {expected}, with the same points and rules",
        "name the instrument that it was written for, in the same edition",
    ),
    "selfscoring-word-unknown": error(
        "'{value}' is no answer of '{indicator}': the sheet does not count it",
        "{offered}",
        "choose from the list of the cell, or leave it empty",
    ),
    "selfscoring-cell-error": error(
        "the cell holds the error {value}, which is no answer", "", "write the answer itself, or empty the cell"
    ),
    "selfscoring-no-date": error(
        "'{value}' is no day: the plan of '{indicator}' is to be done by one",
        "a date, such as 2027-03-01",
        "write the date, or move the text to the notes",
    ),
    "selfscoring-not-read": warning(
        "'{value}' stands outside the cells that are filled in: it is not read",
        "",
        "move it to the notes of a question",
    ),
    "selfscoring-half-read": warning(
        "some sub-options of '{indicator}' do not apply, the others are empty: it counts as not yet read",
        "",
        "answer every sub-option",
    ),
    "selfscoring-nobody": error(
        "the file does not say which unit filled it in, or for which period",
        "a name and a year",
        "type them in the first rows of the checklist, or at the top of the page",
    ),
    "selfscoring-code-made": warning(
        "'{name}' has no code: its answers are filed under '{unit}'",
        "",
        "type the unit's code below its name where it has one; two units of one name need two codes",
    ),
}
