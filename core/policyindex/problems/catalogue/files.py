"""Problems of files, YAML and the shape of documents."""

from policyindex.problems.catalogue.kinds import error, warning

FILES = {
    "file-not-found": error("there is no such file", "", "check the path; a file beside you can be given as ./NAME"),
    "file-is-directory": error("this is a directory", "a file", "name the file inside it"),
    "file-not-readable": error("the file cannot be opened: {reason}", "", "check who may read it"),
    "file-empty": error("the file holds nothing", "{expected}", "check that it was saved and copied whole"),
    "file-too-large": error(
        "the file has {size} bytes", "at most {limit} bytes", "split it, or remove what does not belong"
    ),
    "file-too-much": error(
        "there is not enough memory to read what this file holds", "", "split it, or remove what does not belong"
    ),
    "file-line-too-long": error(
        "the line that starts here has more than {limit} bytes",
        "a row a line, each of at most {limit} bytes",
        "check that the file was saved whole, with its ends of lines",
    ),
    "file-encoding": error("the bytes here are not UTF-8 ({reason})", "text in UTF-8", "save the file as UTF-8"),
    "file-nul-bytes": error(
        "a NUL byte stands here", "a text file", "export the file as text again; it may be binary or damaged"
    ),
    "file-control-character": error("the control character {value} stands here", "printable text", "remove it"),
    "file-bom": warning("the file starts with a byte order mark", "UTF-8 without one", "nothing to do: it is skipped"),
    "file-mixed-line-ends": warning(
        "line ends are of more than one kind ({kinds})", "one kind", "save the file once in a text editor"
    ),
    "file-kind-unknown": error(
        "what this file holds cannot be told from its keys",
        "an instrument (id, nodes), a part of one (indicators), a strand (strand, extends), a translation (language, texts), a study (study, units), a reform (reform, answers), a context (context, series) or a crosswalk (crosswalk, indicators)",
        "an instrument starts with format, id, edition and title",
    ),
    "file-damaged": error("this is not a {format} file: {reason}", "", "export it again"),
    "file-suffix-unknown": error(
        "no reader is known for '{suffix}' files",
        "{known}",
        "convert the file, or name its format with --answers-format",
    ),
    "extra-missing": error(
        "reading or writing {format} needs a package that is not installed",
        "",
        "python -m pip install 'policyindex[{extra}]'",
    ),
}

YAML = {
    "yaml-syntax": error(
        "not valid YAML: {reason}",
        "",
        "look at this line and the one above: indentation, quotes, brackets, colons",
    ),
    "yaml-duplicate-key": error(
        "the key '{key}' stands twice; first on line {first}", "each key once", "rename or remove one of them"
    ),
    "yaml-alias": error(
        "anchors and aliases (& and *) are not allowed",
        "plain values",
        "write the value out, or quote a text that starts with & or *",
    ),
    "yaml-tag": error("the tag {tag} is not allowed", "plain values", "remove the tag"),
    "yaml-too-deep": error(
        "nested deeper than {limit} levels", "at most {limit} levels", "check for a stray run of brackets"
    ),
    "yaml-too-many-entries": error(
        "more than {limit} keys and values", "at most {limit} in a file", "split the file, see 'include'"
    ),
    "yaml-several-documents": error(
        "a second document starts here", "one document a file", "remove the line '---' or split the file"
    ),
    "yaml-not-a-mapping": error(
        "the file holds {found}",
        "keys with values, such as 'format: 1'",
        "write keys with values, one a line",
    ),
    "yaml-text-cut": warning(
        "the text ends at '{value}': '{rest}' is read as a comment",
        "a text in quotes where it holds a #, or two spaces before a comment",
        'quote the whole text: "{quoted}"; or write two spaces and "# " before a comment',
    ),
    "yaml-key-not-text": error(
        "the key {key} is not text", "text", "write the key as text: in quotes if it looks like a number or like true"
    ),
}

SHAPE = {
    "unknown-field": error("the field '{field}' is not known here", "{known}", "remove it or correct its name.{hint}"),
    "missing-field": error("the field '{field}' is missing", "", "add it{also}"),
    "quote-it": error("{value} is read as {found}, but text belongs here", "text", 'quote it: "{value}"'),
    "wrong-type": error("{found} stands here", "{expected}", "{remedy}"),
    "wrong-value": error("{value} is not allowed here", "{expected}", "{remedy}"),
    "format-unsupported": error(
        "format {value} is not known",
        "format: 1",
        "write 'format: 1', without quotation marks; for a later format update policyindex",
    ),
}

TABLES = {
    "table-column-missing": error("the table has no column {value}", "{known}", "add it to the first line"),
    "table-column-unknown": error(
        "the column '{value}' is not known, or stands twice",
        "{known}, each once",
        "remove it or correct its name.{hint}",
    ),
    "table-cell-empty": error("the row has no {value}", "a cell that is filled in", "fill it in or remove the row"),
    "table-cells-many": error(
        "the row has {count} cells", "{expected}, as the header", "quote a text that holds a comma"
    ),
    "table-not-a-number": error(
        "'{value}' in the column '{column}' is not a number",
        "a number such as 61.5",
        "write digits with a decimal point",
    ),
    "table-node-unknown": error(
        "'{value}' is not a node of {instrument}", "a node; see 'policyindex instruments show'", "correct it.{hint}"
    ),
    "table-unit-absent": warning(
        "there are no answers of '{value}' for {period}: the row is left out{hint}",
        "",
        "correct the code if it is a slip",
    ),
    "interval-turned": error("low is {low}, high is {high}", "low below high", "correct one of them"),
    "interval-elsewhere": warning(
        "the interval {low} to {high} does not hold the score of {unit}, {score}",
        "an interval of this score",
        "check whether it belongs to another edition or node",
    ),
}

USES = {
    "use-kind-unknown": error("'{value}' is no kind of use", "{known}", "write one of them.{hint}"),
    "use-date-none": error("'{value}' is no date", "{expected}", "write a year, a month or a day, such as 2031-05-02"),
    "use-link-none": error("'{value}' is no link", "https://...", "write the whole address, or leave it empty"),
    "use-twice": error("this use stands in the register already, see {first}", "each use once", "remove one of them"),
}
