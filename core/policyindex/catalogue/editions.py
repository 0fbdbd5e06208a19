"""Problems of crosswalks between editions."""

from policyindex.catalogue.kinds import error, warning

CROSSWALK = {
    "crosswalk-edition-unknown": error(
        "the edition '{value}' is not found: {reason}",
        "a registered ID@EDITION, or a file as ./NAME.yaml from this file's folder",
        "correct the name",
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
