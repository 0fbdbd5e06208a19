"""Problems of crosswalks between editions."""

from policyindex.problems.catalogue.kinds import error, warning

CROSSWALK = {
    "crosswalk-edition-unknown": error(
        "the edition '{value}' is not found: {reason}",
        "a registered ID@EDITION, or a file as ./NAME.yaml from this file's folder",
        "correct the name",
    ),
    "crosswalk-edition-open": error(
        "'{value}' does not say which edition",
        "{reference}",
        "add the edition: the newest one will be another some day",
    ),
    "crosswalk-kind-differs": error(
        "'{id}' is of the kind {kind}, and its answers come from '{old}', which is of the kind {other}",
        "the same kind, or carry: no",
        "write carry: no with a note, or correct 'from'",
    ),
    "crosswalk-from-missing": error(
        "'{id}' is to be carried, but from nowhere",
        "from: the indicator of the older edition",
        "add 'from', or write carry: no",
    ),
    "crosswalk-indicator-unknown": error(
        "'{id}' is no indicator of {instrument}", "{known}", "correct the name, or remove the entry.{hint}"
    ),
    "crosswalk-code-unknown": error(
        "indicator '{id}' of {instrument} has no option '{code}'", "{known}", "correct the code.{hint}"
    ),
    "crosswalk-silent": warning(
        "indicators of {instrument} stand nowhere in this crosswalk: {names}",
        "an entry for every indicator",
        "add them; until then no answers are carried to them",
    ),
}
