"""The one catalogue of problem texts, by code: the place to translate them."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """Severity and the three sentence templates of a problem code."""

    severity: str
    message: str
    expected: str = ""
    remedy: str = ""


def _error(message: str, expected: str = "", remedy: str = "") -> Kind:
    return Kind("error", message, expected, remedy)


def _warning(message: str, expected: str = "", remedy: str = "") -> Kind:
    return Kind("warning", message, expected, remedy)


FILES = {
    "file-not-found": _error("there is no such file", "", "check the path; a file beside you can be given as ./NAME"),
    "file-is-directory": _error("this is a directory", "a file", "name the file inside it"),
    "file-not-readable": _error("the file cannot be opened: {reason}", "", "check who may read it"),
    "file-empty": _error("the file holds nothing", "{expected}", "check that it was saved and copied whole"),
    "file-too-large": _error(
        "the file has {size} bytes", "at most {limit} bytes", "split it, or remove what does not belong"
    ),
    "file-encoding": _error("the bytes here are not UTF-8 ({reason})", "text in UTF-8", "save the file as UTF-8"),
    "file-nul-bytes": _error(
        "a NUL byte stands here", "a text file", "export the file as text again; it may be binary or damaged"
    ),
    "file-control-character": _error("the control character {value} stands here", "printable text", "remove it"),
    "file-bom": _warning("the file starts with a byte order mark", "UTF-8 without one", "nothing to do: it is skipped"),
    "file-mixed-line-ends": _warning(
        "line ends are of more than one kind ({kinds})", "one kind", "save the file once in a text editor"
    ),
    "file-kind-unknown": _error(
        "what this file holds cannot be told from its keys",
        "an instrument (id, nodes), a part of one (indicators), a strand (strand, extends) or a translation (language, texts)",
        "an instrument starts with format, id, edition and title",
    ),
    "file-damaged": _error("this is not a {format} file: {reason}", "", "export it again"),
    "file-suffix-unknown": _error(
        "no reader is known for '{suffix}' files",
        "{known}",
        "convert the file, or name its format with --answers-format",
    ),
    "extra-missing": _error(
        "reading or writing {format} needs a package that is not installed",
        "",
        "python -m pip install 'policyindex[{extra}]'",
    ),
}

YAML = {
    "yaml-syntax": _error(
        "not valid YAML: {reason}",
        "",
        "look at this line and the one above: indentation, quotes, brackets, colons",
    ),
    "yaml-duplicate-key": _error(
        "the key '{key}' stands twice; first on line {first}", "each key once", "rename or remove one of them"
    ),
    "yaml-alias": _error(
        "anchors and aliases (& and *) are not allowed",
        "plain values",
        "write the value out, or quote a text that starts with & or *",
    ),
    "yaml-tag": _error("the tag {tag} is not allowed", "plain values", "remove the tag"),
    "yaml-too-deep": _error(
        "nested deeper than {limit} levels", "at most {limit} levels", "check for a stray run of brackets"
    ),
    "yaml-several-documents": _error(
        "a second document starts here", "one document a file", "remove the line '---' or split the file"
    ),
    "yaml-not-a-mapping": _error(
        "the file holds {found}",
        "keys with values, such as 'format: 1'",
        "write keys with values, one a line",
    ),
    "yaml-key-not-text": _error(
        "the key {key} is not text", "text", "write the key as text: in quotes if it looks like a number or like true"
    ),
}

SHAPE = {
    "unknown-field": _error("the field '{field}' is not known here", "{known}", "remove it or correct its name.{hint}"),
    "missing-field": _error("the field '{field}' is missing", "", "add it{also}"),
    "quote-it": _error("{value} is read as {found}, but text belongs here", "text", 'quote it: "{value}"'),
    "wrong-type": _error("{found} stands here", "{expected}"),
    "wrong-value": _error("{value} is not allowed here", "{expected}"),
    "format-unsupported": _error(
        "format {value} is not known",
        "format: 1",
        "write 'format: 1', without quotation marks; for a later format update policyindex",
    ),
}

INSTRUMENT = {
    "include-not-found": _error(
        "there is no file '{name}' to include", "a file beside or below this one", "check its name"
    ),
    "include-twice": _error("the file '{name}' is included twice", "each file once", "remove one of the lines"),
    "include-whole-instrument": _error(
        "the included file '{name}' is an instrument of its own",
        "a part: indicators and nodes",
        "remove everything but 'indicators' and 'nodes' from it",
    ),
    "include-outside": _error(
        "the included file '{name}' lies outside this folder",
        "a file beside or below this one",
        "move it here and give its path relative to this file",
    ),
    "id-taken": _error("the id '{id}' is used already, at {first}", "one meaning for an id", "rename one of them"),
    "unknown-child": _error(
        "node '{node}' names '{child}', which does not exist",
        "an indicator or a node",
        "correct the name.{hint}",
    ),
    "no-children": _error("node '{node}' has nothing to aggregate", "at least one indicator or node", "fill 'of'"),
    "child-not-scored": _error(
        "node '{node}' names '{child}', which says 'scored: false'",
        "indicators that are scored",
        "remove one of the two",
    ),
    "option-reserved": _error(
        "'{value}' cannot name an option: in decision tables it stands for something else",
        "another code than any, anything, missing and off_list",
        "rename it",
    ),
    "ranges-differ": _warning(
        "the parts of the mean '{node}' reach different highest scores: {parts}",
        "one range under a mean",
        "give them points on one scale ('points: 100' for a tick), or use weights and say why",
    ),
    "child-twice": _error(
        "node '{node}' names '{child}' twice", "each child once", "remove one; use weights to count it more"
    ),
    "cycle": _error("nodes depend on themselves: {path}", "no cycle", "remove one of these links"),
    "orphan-indicator": _error(
        "no tree reaches the indicator '{id}'",
        "every indicator to count somewhere",
        "add it to a node, or write 'scored: false'",
    ),
    "orphan-node": _warning("no tree reaches the node '{id}'", "", "add it to a tree or remove it"),
    "unknown-aggregator": _error(
        "node '{node}' names the aggregator '{name}'",
        "{known}",
        "correct the name, or install the plugin that has it.{hint}",
    ),
    "unknown-strategy": _error(
        "the strategy '{name}' is not known",
        "{known}",
        "correct the name, or install the plugin that has it.{hint}",
    ),
    "unknown-step": _error(
        "the step '{name}' is not known",
        "{known}",
        "correct the name, or install the plugin that has it.{hint}",
    ),
    "unknown-parameter": _error(
        "'{owner}' has no parameter '{name}'", "{known}", "remove it or correct its name.{hint}"
    ),
    "missing-parameter": _error("'{owner}' needs the parameter '{name}'", "", "add it under 'parameters'"),
    "weight-of-missing-child": _error(
        "node '{node}' weights '{child}', which is not one of its children",
        "{known}",
        "correct the name or add the child.{hint}",
    ),
    "weight-missing": _error("node '{node}' gives no weight for '{child}'", "a weight for each child", "add it"),
    "weights-unused": _error(
        "node '{node}' has weights, but '{name}' uses none",
        "an aggregator with weights: {known}",
        "change the aggregator or remove the weights",
    ),
    "weights-all-zero": _error("all weights of node '{node}' are 0", "at least one above 0", "correct them"),
    "table-missing": _error("node '{node}' is a decision table without rows", "rows under 'table'", "add them"),
    "table-unused": _error(
        "node '{node}' has a table, but its aggregator is '{name}'",
        "aggregator: decision_table",
        "change the aggregator or remove the table",
    ),
    "table-gap": _error(
        "the decision table of '{node}' has no row for {case}",
        "a row for every combination, 'missing' and 'off_list' included",
        "add a row",
    ),
    "table-row-never-reached": _warning(
        "row {row} of the decision table of '{node}' is never reached", "", "move it up or remove it"
    ),
    "table-unknown-input": _error("a row of '{node}' names the input '{child}'", "{known}", "correct the name.{hint}"),
    "table-unknown-code": _error("'{child}' has no option '{value}'", "{known}", "correct the code.{hint}"),
    "table-input-not-a-choice": _error(
        "'{child}' cannot be an input of the decision table '{node}'",
        "a single-choice indicator that is not asked per facet",
        "use another aggregator for it",
    ),
    "table-too-large": _error(
        "the decision table of '{node}' has {count} combinations",
        "at most {limit}",
        "split it into smaller tables",
    ),
    "unknown-facet": _error(
        "the facet '{facet}' is not declared",
        "{known}",
        "declare it under 'facets' or correct the name.{hint}",
    ),
    "unknown-facet-value": _error(
        "the facet '{facet}' has no value '{value}'", "{known}", "declare it or correct it.{hint}"
    ),
    "selection-empty": _error("nothing matches this selection", "at least one", "correct the selection"),
    "unknown-option": _error("indicator '{indicator}' has no option '{value}'", "{known}", "correct the code.{hint}"),
    "too-few-options": _error("indicator '{indicator}' has {count} option(s)", "at least 2", "add the others"),
    "at-least-too-many": _error(
        "indicator '{indicator}' asks for {wanted} of {count} sub-options",
        "at most {count}",
        "correct 'at_least'",
    ),
    "sub-option-reserved": _error(
        "'none' cannot name a sub-option: it means that no sub-option applies", "another id", "rename it"
    ),
    "grades-unordered": _error(
        "the counts in the grades of '{indicator}' are {counts}",
        "0 first, then rising, none above {count}, the number of sub-options",
        "correct them",
    ),
    "thresholds-unordered": _error(
        "the thresholds of '{indicator}' do not rise", "each 'from' above the one before", "sort them"
    ),
    "goalposts-equal": _error("both goalposts of '{indicator}' are {value}", "two different numbers", "correct one"),
    "rescale-degenerate": _error("the range {value} has no width", "two different ends", "correct one"),
    "facet-value-of-ask-per": _error(
        "'{indicator}' is asked per '{facet}' and cannot fix a value of it",
        "one of the two",
        "remove it from 'facets' or from 'ask_per'",
    ),
    "bands-overlap": _error(
        "bands '{first}' and '{second}' of '{scale}' overlap",
        "each score in one band; with 'round: half_up' each whole number",
        "correct 'from' and 'to': both hold {shared}",
    ),
    "bands-gap": _error(
        "scores between {low} and {high} fall between the bands '{first}' and '{second}' of '{scale}'",
        "no score without a band",
        "correct the ends, or write 'round: half_up' if bands are for whole numbers",
    ),
    "band-reversed": _error(
        "band '{band}' of '{scale}' runs from {low} to {high}", "'from' not above 'to'", "swap them"
    ),
    "unknown-node": _error("'{id}' is not a node", "{known}", "correct the name.{hint}"),
    "typology-no-cutoff": _error(
        "'{node}' has no cut-off in the typology '{typology}'",
        "a cut-off for each node it uses",
        "add it under 'cutoffs'",
    ),
    "tree-unknown-root": _error(
        "tree '{tree}' names the root '{id}', which is not a node",
        "{known}",
        "correct the name, or put an indicator under a node.{hint}",
    ),
    "tree-published-count": _error(
        "{count} trees are marked as published", "exactly one", "write 'published: true' on one tree"
    ),
    "unknown-indicator": _error("'{id}' is not an indicator{what}", "{known}", "correct the name.{hint}"),
    "short-form-gap": _error(
        "the short form '{form}' leaves out {cell}",
        "at least {minimum} question(s) in every cell of {facets}",
        "add one",
    ),
    "block-overlap": _error(
        "indicator '{indicator}' is in the blocks {blocks}", "at most one block", "narrow one of them"
    ),
    "block-none": _error("indicator '{indicator}' is in no block", "one block", "add it to a block"),
    "collected-contradiction": _error(
        "'{id}' says both in which periods it is collected and in which not", "one of the two", "remove one"
    ),
    "scoping-unknown-question": _error("there is no scoping question '{question}'", "{known}", "correct it.{hint}"),
    "id-twice": _error("'{id}' stands twice in {where}", "each once", "remove or rename one"),
    "number-two-scales": _error(
        "'{indicator}' has goalposts and thresholds", "one way to turn the number into points", "remove one of them"
    ),
    "scoping-unknown-answer": _error(
        "the scoping question '{question}' has no answer '{value}'", "{known}", "correct it.{hint}"
    ),
}

EXTENSION = {
    "base-unknown": _error(
        "the instrument '{id}' is not registered here",
        "{known}",
        "correct the reference, or install the plugin that has it.{hint}",
    ),
    "strand-wrong-base": _error(
        "the strand '{strand}' extends '{wanted}', not '{base}'", "", "compose it with its own base"
    ),
    "strand-wrong-edition": _error(
        "the strand '{strand}' does not fit edition '{edition}' of '{base}'",
        "{known}",
        "use one of these editions",
    ),
    "strand-shadows": _error("the strand's id '{id}' is also an id of '{base}'", "ids of its own", "rename it"),
    "translation-unknown-text": _error(
        "there is no text '{key}' in {instrument}", "", "remove it or correct it.{hint}"
    ),
    "translation-stale": _warning(
        "the text '{key}' has changed since it was translated",
        "source {wanted}, found {found}",
        "review the translation and set 'source: {wanted}'",
    ),
    "translation-missing": _warning("{count} of {total} texts are not translated, first '{key}'", "", "translate them"),
    "translation-wrong-instrument": _error(
        "the translation is of '{wanted}', not of '{base}'", "", "use it with its own instrument"
    ),
}

ANSWERS = {
    "answers-column-missing": _error(
        "there is no column '{column}'",
        "the columns unit and period, then one column an indicator (or long: unit, period, indicator, answer)",
        "add it, or correct the header.{hint}",
    ),
    "answers-delimiter": _error("the columns are separated by {found}", "commas", "save the file as CSV with commas"),
    "answers-no-header": _error(
        "the first line names no column that is known",
        "a header: unit, period, then one column an indicator (or long: unit, period, indicator, answer)",
        "write the names of the columns into the first line",
    ),
    "answers-column-twice": _error("the column '{column}' stands twice", "each column once", "remove one"),
    "answers-column-unnamed": _error("a column has no name", "a name", "name it or remove it"),
    "answers-column-unknown": _error(
        "'{column}' is neither an indicator of {instrument} nor a field of an answer",
        "{known}",
        "correct the name or remove the column.{hint}",
    ),
    "answers-row-length": _error(
        "the row has {found} cells",
        "{wanted} cells, as the header has",
        "look for a missing or unquoted comma",
    ),
    "answers-quote-open": _error("a quoted text starts here and never ends", "a closing quotation mark", "close it"),
    "answers-csv": _error(
        "not valid CSV: {reason}",
        "cells separated by commas, quoted where they hold commas",
        "correct the row",
    ),
    "answers-unit-missing": _error("the row has no unit", "a unit code", "fill it in"),
    "answers-period-missing": _error("the row has no period", "a period such as 2019", "fill it in"),
    "answers-indicator-missing": _error("the row has no indicator", "the id of an indicator", "fill it in"),
    "answers-instance-missing": _error(
        "'{indicator}' is asked several times; the row does not say which", "{known}", "fill in the instance"
    ),
    "answers-indicator-unknown": _error(
        "'{value}' is not an indicator of {instrument}", "{known}", "correct it or remove the row.{hint}"
    ),
    "answers-instance-unknown": _error("'{value}' is not an instance of '{indicator}'", "{known}", "correct it"),
    "answers-not-a-number": _error(
        "'{value}' is not a number ('{indicator}')",
        "{expected}",
        "write digits, with a decimal point where needed and no other signs.{hint}",
    ),
    "answers-not-finite": _error(
        "'{value}' is not a number that can be counted with ('{indicator}')",
        "{expected}",
        "leave the cell empty if there is no answer",
    ),
    "answers-option-unknown": _error("'{value}' is not an option of '{indicator}'", "{known}", "correct it.{hint}"),
    "answers-off-list": _warning(
        "{value} is not among the points of '{indicator}'; it is kept",
        "{expected}",
        "nothing to do if it is meant, such as an average of several authorities",
    ),
    "answers-sub-option-unknown": _error(
        "'{value}' is not a sub-option of '{indicator}'",
        "{known}; or none alone",
        "correct it, and separate several by semicolons.{hint}",
    ),
    "answers-not-true-or-false": _error(
        "'{value}' does not answer '{indicator}'",
        "true or false",
        "write true if it applies, false if not, nothing if not read yet",
    ),
    "answers-status-unknown": _error("'{value}' is not a status", "{known}", "correct it.{hint}"),
    "answers-status-contradiction": _error(
        "the status is '{status}', but an answer is given ('{indicator}')",
        "no answer, or the status answered",
        "remove one of them",
    ),
    "answers-cause-unknown": _error("'{value}' is not a cause of change", "{known}", "correct it.{hint}"),
    "answers-nothing-given": _error(
        "the status of '{indicator}' is 'answered', but no answer is given",
        "an answer or points",
        "fill one in",
    ),
    "answers-repeat": _error(
        "{unit} {period} '{indicator}' has been answered already, at {first}",
        "one answer for each unit, period and indicator",
        "remove one",
    ),
    "answers-json": _error("not valid JSON: {reason}", "a list of records, such as [{{...}}, {{...}}]", "correct it"),
    "answers-json-shape": _error("{found} stands here", "{expected}", "see 'policyindex schema answers'"),
    "answers-text-broken": _error("the text of '{field}' holds half a character", "whole characters", "write it again"),
    "answers-field-unknown": _error(
        "the field '{field}' is not known", "{known}", "remove it or correct its name.{hint}"
    ),
    "answers-none": _error("there is not a single answer in it", "at least one row", "check that it was saved whole"),
    "answers-unit-unknown": _warning(
        "'{value}' is not a unit of {scheme}; it is kept", "", "correct the code if it is a slip"
    ),
    "answers-outside-collection": _warning(
        "{count} answer(s) for periods in which their indicators are not collected ({periods}) are not used: {indicators}",
        "",
        "nothing to do if that is meant",
    ),
    "answers-code-needed": _warning(
        "{value} belongs to more than one option of '{indicator}'; the points are kept",
        "an option code",
        "give the option code in a long file",
    ),
}

CATALOGUE: dict[str, Kind] = {**FILES, **YAML, **SHAPE, **INSTRUMENT, **EXTENSION, **ANSWERS}
