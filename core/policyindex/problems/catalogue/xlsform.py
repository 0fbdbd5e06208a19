"""Problems of submissions to XLSForms."""

from policyindex.problems.catalogue.kinds import error, warning

XLSFORM = {
    "odk-no-form": error(
        "the first line names no question of a form that this tool wrote",
        "columns such as {example}, beside form_unit, form_period and form_scoring_hash",
        "export with the names of questions, not their labels (in KoboToolbox: 'XML values and headers')",
    ),
    "odk-column-missing": error(
        "there is no column '{column}'",
        "the hidden fields of the form, which say what was asked and of whom",
        "export the submissions again with all fields",
    ),
    "odk-column-unknown": error(
        "'{column}' asks of '{indicator}', which {instrument} does not",
        "{known}",
        "name the instrument that the form was made from.{hint}",
    ),
    "odk-columns-ignored": warning(
        "{count} column(s) are no question of the form; they are not read: {columns}",
        "",
        "nothing to do unless one of them holds answers",
    ),
    "odk-scoring-hash": error(
        "the form was made from {found}, whose questions or points are not those of {instrument}",
        "scoring hash {wanted}",
        "read it with the edition it was made from, or export the questionnaire again",
    ),
    "odk-text-hash": warning(
        "the texts of {instrument} were changed after the form was made",
        "text hash {wanted}",
        "nothing to do if only the wording was mended",
    ),
    "odk-choice-unread": error(
        "'{value}' does not say whether '{choice}' of '{indicator}' was chosen",
        "1 or 0, true or false",
        "export the submissions again",
    ),
    "odk-choices-disagree": error(
        "the list '{value}' and the columns of the single choices ({chosen}) differ ('{indicator}')",
        "the same choices in both",
        "correct one of them, or export the submissions again",
    ),
    "odk-none-and-others": error(
        "'none of these' was chosen together with others ('{indicator}'): {value}",
        "none of these alone, or some of the others",
        "ask the person who answered, and correct the cell",
    ),
    "odk-conflict": error(
        "{unit} {period} has been answered already, at {first}, and otherwise: {indicators}",
        "one answer for each question, or the same in all submissions",
        "remove one of them or reject it in ODK or KoboToolbox, and export again",
    ),
    "odk-rejected": warning(
        "the submission of {unit} {period} was rejected there ({value}); it is not read", "", "nothing to do"
    ),
}
