"""Problems of reforms that somebody tries out."""

from policyindex.problems.catalogue.kinds import error, warning

REFORMS = {
    "reform-malformed": error(
        "'{value}' says no reform", "a question, =, and its new answer, such as {example}", "write it so"
    ),
    "reform-question-unknown": error(
        "'{value}' is not a question of {instrument}",
        "the id of a question; see 'policyindex instruments show'",
        "correct it.{hint}",
    ),
    "reform-instance": error("'{value}' is asked several times", "one of {known}", "name which one is meant"),
    "reform-question-uncounted": error(
        "the question '{value}' counts in no score", "a question that is scored", "leave it out"
    ),
    "reform-number": error(
        "'{value}' asks for a number, and numbers change only by a file",
        "options, ticks and sub-options",
        "write the number and what it rests on into a reform file, and give that with --reform",
    ),
    "reform-among-all": error(
        "what '{value}' counts depends on the answers of all units, so that one unit alone cannot be scored again",
        "a question whose points depend on its own answer",
        "change the answer in the answer file, and compare two runs",
    ),
    "reform-divides": error(
        "the answer to '{value}' is what '{others}' is divided by, so that one changes the other",
        "a question that no other is divided by",
        "change the answer in the answer file, and compare two runs",
    ),
    "reform-twice": error("'{value}' is changed twice", "one new answer a question", "remove one of them"),
    "reform-not-asked": error(
        "'{value}' is not asked of {unit} in {period}: {status}",
        "a question that is asked of the unit in the period",
        "leave it out, or try another period",
    ),
    "reform-same": warning("{unit} answers '{value}' so in {period} already: that changes nothing"),
    "reform-wrong-instrument": error(
        "the reform is one of '{wanted}', not of '{given}'",
        "",
        "name the edition it was written for, or correct 'instrument'",
    ),
    "reform-unit-unknown": error("there are no answers of '{value}'", "one of {known}", "correct the code.{hint}"),
    "reform-period-unknown": error(
        "there are no answers of {unit} for {value}", "one of {known}", "name a period that there are answers of"
    ),
    "reform-other-unit": error(
        "the reform is one of {value}, and --unit or --period asks for another one",
        "{known}",
        "leave --unit and --period out: the file says what it is about",
    ),
    "reform-other-basis": warning(
        "the {changed} are others than those that '{value}' was computed on: its effect is computed anew, on today's",
        "",
        "compare it with what was said of it before; write it anew with --write-reform",
    ),
    "reach-unknown": error(
        "'{value}' is nothing to reach", "a score such as 60; a rank such as rank:10{bands}", "write one of them.{hint}"
    ),
    "effort-not-above-zero": error("the effort {value} is not above 0", "a number above 0", "correct it"),
    "effort-twice": error("the effort for '{value}' is stated twice", "one effort", "remove one of the rows"),
}
