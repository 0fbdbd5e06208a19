"""Problems of units: tables of schemes and of groups, and what is asked of them."""

from policyindex.problems.catalogue.kinds import error, warning

UNITS = {
    "units-file-not-found": error("there is no file '{name}'", "a CSV file beside or below this one", "check its name"),
    "units-file-outside": error(
        "the file '{name}' lies outside this folder",
        "a CSV file beside or below this one",
        "move it here and give its path relative to this file",
    ),
    "units-code-twice": error("the code '{value}' stands twice, first at {first}", "one row a unit", "remove one"),
    "units-alias-taken": error(
        "'{value}' cannot stand for '{unit}' as well: it means '{other}'", "an alias of one unit", "remove one of them"
    ),
    "units-parent-unknown": error(
        "'{unit}' lies in '{value}', which is no unit of {scheme}",
        "a code of the scheme",
        "correct it or add it.{hint}",
    ),
    "units-parent-circle": error("'{value}' lies in itself", "parents that come to an end", "correct one of them"),
    "units-country-unknown": error(
        "'{value}' is no country's code", "a code of ISO 3166-1 alpha-2, such as SE, or XK", "correct it.{hint}"
    ),
    "units-vintage-unknown": warning(
        "there is {scheme} of {known}, but none of '{value}': codes are taken as they are",
        "{known}",
        "name one of them as 'vintage' if one is meant",
    ),
    "tiles-number-none": error(
        "'{value}' in '{column}' is no place of a tile", "a whole number from 1 to 100", "correct it"
    ),
    "tiles-place-taken": error(
        "the tile of '{value}' has its place, or the unit its tile, already: see {first}",
        "one tile a unit, and one unit a place",
        "correct or remove one of the rows",
    ),
    "group-date-none": error(
        "'{value}' is no date ('{column}')", "a year, a month or a day, such as 2013-07-01", "correct it"
    ),
    "group-until-early": error(
        "'{unit}' leaves ({value}) before it comes ({since})",
        "'until' after 'from': the first day on which it is no member any more",
        "correct one of them",
    ),
    "group-unit-twice": error(
        "'{unit}' is in '{group}' already at that time, see {first}",
        "times that do not overlap",
        "remove one of the rows",
    ),
    "group-said-twice": error(
        "the rows of '{group}' do not agree on its {column}: {value}",
        "one {column} a group",
        "write it in one of its rows",
    ),
    "group-vague": error("'{value}' has meant different units", "{known}", "name which is meant"),
    "group-taken": warning(
        "there is a group '{value}' already, of {owner}: neither can be used by this name",
        "a name of its own",
        "rename it, or do without it",
    ),
    "group-unit-unknown": warning(
        "'{value}' in the group '{group}' is not a unit of {scheme}{hint}", "", "correct the code if it is a slip"
    ),
    "group-empty": error(
        "no unit here is in {group}{period}",
        "a unit among {members}",
        "name another group; see 'policyindex units list'",
    ),
}
