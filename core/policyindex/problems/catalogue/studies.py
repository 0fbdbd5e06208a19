"""Problems of studies."""

from policyindex.problems.catalogue.kinds import error, warning

STUDIES = {
    "study-wrong-instrument": error(
        "the study is one of '{wanted}', not of '{given}'",
        "",
        "name the edition it was made for, or correct 'instrument'",
    ),
    "study-unknown-short-form": error(
        "there is no short form '{value}'", "{known}", "correct it, or leave it out to ask all questions.{hint}"
    ),
    "study-unknown-typology": error("there is no typology '{value}'", "{known}", "correct it.{hint}"),
    "study-unknown-type": error("there is no type '{value}'", "{known}", "correct it, or leave it out.{hint}"),
    "study-unknown-country": error(
        "the unit '{unit}' lies in '{value}', which is not among 'countries'", "{known}", "correct it or add it.{hint}"
    ),
    "study-no-scoping": error(
        "{instrument} has no scoping questions, but scoping answers stand here", "", "remove them"
    ),
    "study-unknown-value": error("'{value}' is not a value of '{facet}'", "{known}", "correct it.{hint}"),
    "study-unknown-question": error("'{value}' is not a scoping question", "{known}", "correct it.{hint}"),
    "study-unknown-answer": error(
        "'{value}' is not an answer to the scoping question '{question}'", "{known}", "correct it.{hint}"
    ),
    "study-scoping-open": error(
        "the scope of '{value}' ({facet}) cannot be decided for the unit '{unit}': '{question}' is not answered",
        "an answer to: {text}",
        "add it to the unit's scoping, or to its country's",
    ),
    "study-unit-unanswered": warning(
        "there are no answers of {units} for {period}", "answers of every unit of the study", "add them when they come"
    ),
    "study-other-answers": warning(
        "answers that are not part of the study '{study}' are left out: {rows}", "", "nothing to do if that is meant"
    ),
    "study-answers-out-of-scope": warning(
        "{count} answer(s) of {unit} are not used, as the scoping takes their questions out: {columns}",
        "",
        "nothing to do if the scoping is right",
    ),
    "study-scope-differs": warning(
        "{unit} marks {count} question(s) as not in competence that the scoping keeps in: {columns}",
        "",
        "correct the scoping answers or the statuses; until then the statuses count",
    ),
}
