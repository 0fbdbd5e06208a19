"""Problems of questionnaires that were filled in elsewhere."""

from policyindex.problems.catalogue.kinds import error, warning

QUESTIONNAIRES = {
    "questionnaire-cell-too-long": error(
        "what is known of '{id}' has {count} characters, too many for the cell {cell}",
        "at most {limit}",
        "shorten its comment or references in the answer file",
    ),
    "questionnaire-not-one": error(
        "this is no questionnaire: {reason}",
        "a workbook that 'policyindex questionnaire export' wrote, submissions of its XLSForm, or what its page saved",
        "ask for the file as it was saved, with its hidden sheets, rows and columns",
    ),
    "questionnaire-format": error(
        "this questionnaire is of another format: '{value}'", "{known}", "read it with the version that wrote it"
    ),
    "questionnaire-other-instrument": error(
        "this is a questionnaire of {value}, not of {wanted}", "", "name its own instrument with --for, or leave it out"
    ),
    "questionnaire-instrument-unknown": error(
        "this is a questionnaire of {value}, which is not registered here",
        "",
        "install the plugin that has it, or name its file with --for ./NAME.yaml",
    ),
    "questionnaire-instrument-unsaid": error(
        "the file does not say of which instrument its answers are",
        "",
        "name it: --for REF; or ask for the workbook or the page's saved work (JSON), which say it",
    ),
    "questionnaire-other-scoring": error(
        "{value} has changed its questions, options or rules since this questionnaire was written",
        "scoring hash {wanted}…, found {found}…",
        "read it with the edition that it was written from, or export it again and copy the answers over",
    ),
    "questionnaire-other-texts": warning(
        "the texts of {value} have changed since this questionnaire was written; its ids have not",
        "",
        "check whether the answers still fit the questions",
    ),
    "questionnaire-column-missing": error(
        "the hidden column '{column}' is gone", "{known}", "copy the answers into a fresh questionnaire"
    ),
    "questionnaire-question-unknown": error(
        "'{value}' is no question of {instrument}", "a question's hidden id", "remove the row, or restore its id.{hint}"
    ),
    "questionnaire-part-unknown": error(
        "'{value}' is no part of '{id}'", "{known}", "remove the row, or restore its id.{hint}"
    ),
    "questionnaire-rows-gone": warning(
        "{gone} of {total} questions are not in the workbook any more",
        "a row for each question that was asked",
        "give the answers so far with --answers: then those to the missing questions stay as they are",
    ),
    "questionnaire-row-twice": error(
        "'{id}' stands twice; first in row {first}", "each question once", "remove one of the rows"
    ),
    "questionnaire-row-without-id": error(
        "'{value}' stands in a row that belongs to no question",
        "answers and comments in the questions' own rows",
        "move it to its question, or remove it",
    ),
    "questionnaire-row-differs": error(
        "this row shows '{value}', and its hidden cells belong to '{id}' ('{wanted}'); nothing is taken for it",
        "the question as it was written, beside its own hidden cells",
        "copy the answers into a fresh questionnaire",
    ),
    "questionnaire-parts-alone": error(
        "the row of '{id}' is gone, those of its parts are not", "", "restore it from a fresh questionnaire"
    ),
    "questionnaire-too-many-faults": error(
        "more than {count} rows cannot be taken; those from here on were not looked at",
        "",
        "copy the answers into a fresh questionnaire",
    ),
    "questionnaire-row-damaged": error(
        "what '{id}' was written with cannot be read", "", "restore the hidden cell, or export again"
    ),
    "questionnaire-answer-unknown": error(
        "'{value}' does not answer '{id}'", "{expected}", "choose from the list in the cell"
    ),
    "questionnaire-number": error(
        "'{value}' is not a number that is clear ('{id}')",
        "digits, with one decimal comma or point",
        "write the number without separators between thousands and without its unit",
    ),
    "questionnaire-head-differs": error(
        "the workbook shows '{value}', and its hidden cells have the {name} '{hidden}'",
        "the same in both",
        "export the questionnaire anew, and copy the answers into it",
    ),
    "questionnaire-head-unseen": error(
        "the workbook shows no {name}; only its hidden cells have one, '{hidden}'",
        "the first sheet as it was written, with unit and period",
        "restore that sheet from a fresh questionnaire",
    ),
    "questionnaire-cell-error": error(
        "the cell holds the error {value}, which is no answer", "", "write the answer itself, or empty the cell"
    ),
    "questionnaire-points-unseen": error(
        "the answer to {id} has points of its own, which nobody can see in the workbook",
        "",
        "give the answers that it was written with: --answers FILE; or choose from the list",
    ),
    "questionnaire-number-outside": error(
        "{value} cannot be an answer to '{id}'",
        "{expected}",
        "correct it, or leave the cell empty if there is no answer",
    ),
    "questionnaire-number-transform": error(
        "{value} has no {transform} that can be counted with ('{id}')",
        "a number that can be transformed as the instrument says",
        "correct it, or leave the cell empty if there is no answer",
    ),
    "questionnaire-none-and-some": error(
        "'{value}' is chosen for '{id}', and yes for {parts}", "one of the two", "empty one of the cells"
    ),
    "questionnaire-status-unknown": error("'{value}' is no reason not to answer", "{expected}", "choose from the list"),
    "questionnaire-answer-and-status": error(
        "'{id}' has an answer and says '{value}' instead of an answer", "one of the two", "empty one of the cells"
    ),
    "questionnaire-answer-and-parts": error(
        "'{id}' has an answer, and answers of several authorities beside it",
        "one of the two",
        "empty the answer, or '{value}'",
    ),
    "questionnaire-change-unknown": error("'{value}' does not say what changed", "{expected}", "choose from the list"),
    "questionnaire-not-unchanged": error(
        "'{id}' is said to be unchanged, but the answer differs from the last one",
        "the last answer, or the cause of the change",
        "choose the cause, or put the last answer back",
    ),
    "questionnaire-nothing-before": error(
        "'{id}' is said to be unchanged, but there was no answer before", "an answer", "answer it, and empty this cell"
    ),
    "questionnaire-change-of-nothing": error(
        "'{id}' has a cause of change and no answer", "an answer", "answer it, or empty this cell"
    ),
    "questionnaire-cause-missing": error(
        "the answer to '{id}' differs from the one of {period}, and the cause is missing",
        "{expected}",
        "choose the cause in the column '{column}'",
    ),
    "questionnaire-date": error(
        "'{value}' is no date ('{id}')",
        "a date such as 2004-05-01, 2004-05, 2004 or 31.12.2004",
        "write it so, or leave it empty",
    ),
    "questionnaire-reference-untitled": error(
        "a reference of '{id}' has no title", "the law or document", "name it in the column '{column}'"
    ),
    "questionnaire-link": error(
        "'{value}' is no link ('{id}')",
        "a link that starts with https:// or http://",
        "copy it whole from the browser, or move the text to the title or the article",
    ),
    "questionnaire-reference-moves": warning(
        "'{value}' ('{id}') stands among further references, and there is no first one: it is taken as the first",
        "the first reference in its own columns, further ones here",
        "nothing to do; its parts will stand in the columns from '{column}' on",
    ),
    "questionnaire-bare-answer": warning(
        "'{value}' ('{id}') reads like an answer, not like a comment or a reference; it is taken as it is",
        "why this is the answer; the law or document it rests on",
        "write these, or empty the cell",
    ),
    "questionnaire-files-conflict": error(
        "'{id}' is answered otherwise in a file that was taken before this one: {theirs} at {first}, {mine} here",
        "one of the two",
        "agree on one, mend this file and give it again; --conflicts does not decide between files",
    ),
    "questionnaire-mixture": error(
        "this is a questionnaire of {value}, in one import with those of {wanted}",
        "one instrument at a time",
        "take it in by itself, with the answers of its instrument",
    ),
    "questionnaire-conflict": error(
        "'{id}' has been answered otherwise since this questionnaire was written: {theirs} in the answer file, {mine} here",
        "one of the two",
        "agree on one; --conflicts questionnaire or --conflicts file takes that side everywhere",
    ),
}
