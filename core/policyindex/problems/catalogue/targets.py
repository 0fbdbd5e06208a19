"""Problems of tables of targets."""

from policyindex.problems.catalogue.kinds import error, warning

TARGETS = {
    "target-on-unknown": error(
        "'{value}' is neither a node nor a question of {instrument}",
        "an id; see 'policyindex instruments show'",
        "correct it.{hint}",
    ),
    "target-kind-unknown": error("'{value}' is no kind of target", "{known}", "write one of them.{hint}"),
    "target-reach-none": error(
        "'{value}' is no score that '{on}' could reach, and none of its bands",
        "{expected}",
        "write a number with a decimal point, or the id of a band.{hint}",
    ),
    "target-out-of-reach": error(
        "no answers give '{on}' a score of {value}", "{least} to {most}", "correct the score, or the node"
    ),
    "target-date-none": error(
        "'{value}' in the column '{column}' cannot be placed in time beside the answers",
        "{expected}",
        "correct it, or leave the cell empty where it may be empty",
    ),
    "target-past": error(
        "the target is due in the past: {by}, where it counts from {start}",
        "a date after {start}, {why}",
        "correct 'by', or the period that the target counts from under 'since'",
    ),
    "target-milestones-turned": error(
        "'{later}' ({later_date}) comes before '{earlier}' ({earlier_date})",
        "tabled, then adopted, then in force",
        "correct one of the dates",
    ),
    "target-milestone-practice": error(
        "milestones stand beside a target in practice: {value}",
        "milestones of a law; a number in practice is followed by its pace",
        "make the kind 'policy' if a law is meant, otherwise remove them",
    ),
    "target-reference-alone": error(
        "there is a text under '{column}', but no date under '{milestone}'",
        "the date of the milestone that the text is about",
        "add the date, or remove the text",
    ),
    "target-twice": error(
        "{unit} has this target already, see {first}", "each unit, target and date once", "remove one of them"
    ),
    "target-met-before": warning(
        "{unit} had reached {reach} on '{on}' in {period} already, the period that the target counts from",
        "",
        "nothing to do if it is meant to be kept",
    ),
}
