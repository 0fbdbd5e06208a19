"""Problems of context files."""

from policyindex.problems.catalogue.kinds import error, warning

CONTEXT = {
    "context-empty": error("the file has neither series nor records", "series, ratifications, reports, decisions, research or practices", "write what it is to bring"),
    "context-not-one": error(
        "this is no context file",
        "a YAML file with the keys format, context, title and series",
        "name that file; a table of values is named by 'data' of a series in it",
    ),
    "context-wrong-instrument": error(
        "the file names nodes and indicators of '{wanted}', not of '{given}'", "", "use it with that one, or correct 'instrument'"
    ),
    "context-instrument-missing": error(
        "the file names nodes or indicators, but not whose they are", "instrument: ID or ID@EDITION", "add 'instrument'"
    ),
    "context-reference-unknown": error(
        "'{value}' is neither a node nor an indicator of {instrument}",
        "an id; see 'policyindex instruments show'",
        "correct it.{hint}",
    ),
    "context-series-unknown": error("'{value}' is no other series of this file", "{known}", "correct it, or remove it.{hint}"),
    "context-series-twice": error(
        "a series '{value}' stands in {first} already", "each id once among the files given", "rename one of them"
    ),
    "context-dates-turned": error(
        "'{after}' is {late}, before '{before}', {early}", "signed, then ratified, then in_force", "correct one of them"
    ),
    "context-data-not-found": error("the table '{name}' is not there", "a CSV file beside this one", "check its name, or add it"),
    "context-data-outside": error(
        "the table '{name}' lies elsewhere", "a file beside this one or below", "move it here, so that it travels with this file"
    ),
    "context-period-none": error("'{value}' is no period", "{expected}", "correct it"),
    "context-value-outside": error(
        "the value {value} lies outside its interval, {low} to {high}", "low <= value <= high", "correct one of them"
    ),
    "context-row-twice": error("{unit} has a value for {period} already, at {first}", "one value a unit and period", "remove one"),
    "context-unit-unknown": warning(
        "'{value}' is not a unit of {scheme}: its values and records are left out{hint}", "", "correct the code if it is a slip"
    ),
    "context-licence": error(
        "the licence '{licence}' of the series '{series}' {said}",
        "redistribution: allowed",
        "leave the series out, or ask its publisher and write down what was allowed",
    ),
}  # fmt: skip
