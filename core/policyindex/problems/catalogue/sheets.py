"""Problems of instruments written in a workbook, beside those of workbooks and of instruments."""

from policyindex.problems.catalogue.kinds import error, warning

SHEETS = {
    "sheet-unknown": warning(
        "the sheet '{sheet}' is not read", "{known}", "correct its name if it is part of the instrument.{hint}"
    ),
    "sheet-missing": error(
        "there is no sheet '{sheet}'",
        "a sheet of the name {sheet}",
        "add it, or rename the sheet that holds it.{unread}",
    ),
    "sheet-column-missing": error("the sheet '{sheet}' has no column '{column}'", "{known}", "add it in the first row"),
    "sheet-column-twice": error(
        "the column '{column}' stands twice; first in {first}", "each column once", "remove one"
    ),
    "sheet-column-unnamed": error(
        "{value} stands under no column name", "names in the first row", "name the column, or empty the cell"
    ),
    "sheet-key-missing": error("this row does not say its '{column}'", "", "fill the cell, or empty the row"),
    "sheet-key-unknown": error(
        "'{value}' stands nowhere in the sheet '{sheet}'", "{known}", "correct it, or add a row there.{hint}"
    ),
    "sheet-row-twice": error("'{value}' stands twice; first in {first}", "each of them once", "remove or rename one"),
    "sheet-path-clash": error(
        "'{value}' is a value and a part of others, at {first}", "one of both", "remove one of the two cells"
    ),
    "sheet-list-gap": error(
        "'{value}' leaves a gap in a list", "entries counted from #1, one after the other", "number the keys anew"
    ),
    "sheet-formula": warning(
        "the formula of this cell gives nothing, or an error", "a value", "type the value, or empty the cell"
    ),
    "sheet-date": error(
        "the spreadsheet made a date of this cell", "text or a number", "format the column as text and type it again"
    ),
    "sheet-commas": error(
        "'{value}' is joined by commas", "values joined by semicolons, such as {joined}", "join by semicolons"
    ),
    "sheet-pairs": error("'{value}' does not say what is what", "{expected}", "write it so"),
}
