"""Problems of instruments, strands and translations."""

from policyindex.problems.catalogue.kinds import error, warning

INSTRUMENT = {
    "include-not-found": error(
        "there is no file '{name}' to include", "a file beside or below this one", "check its name"
    ),
    "include-twice": error("the file '{name}' is included twice", "each file once", "remove one of the lines"),
    "include-whole-instrument": error(
        "the included file '{name}' is an instrument of its own",
        "a part: indicators and nodes",
        "remove everything but 'indicators' and 'nodes' from it",
    ),
    "include-outside": error(
        "the included file '{name}' lies outside this folder",
        "a file beside or below this one",
        "move it here and give its path relative to this file",
    ),
    "id-taken": error("the id '{id}' is used already, at {first}", "one meaning for an id", "rename one of them"),
    "unknown-child": error(
        "node '{node}' names '{child}', which does not exist",
        "an indicator or a node",
        "correct the name.{hint}",
    ),
    "no-children": error("node '{node}' has nothing to aggregate", "at least one indicator or node", "fill 'of'"),
    "child-not-scored": error(
        "node '{node}' names '{child}', which says 'scored: false'",
        "indicators that are scored",
        "remove one of the two",
    ),
    "option-reserved": error(
        "'{value}' cannot name an option: in decision tables it stands for something else",
        "another code than any, anything, missing and off_list",
        "rename it",
    ),
    "ranges-differ": warning(
        "the parts of the mean '{node}' reach different highest scores: {parts}",
        "one range under a mean",
        "give them points on one scale ('points: 100' for a tick), or use weights and say why",
    ),
    "number-as-it-is": warning(
        "'{indicator}' counts as the number it is, and '{node}' averages it with parts of up to 100",
        "'goalposts' or 'thresholds', which make points of a number",
        "add them; or 'minimum' and 'maximum', where the number is on the same scale already",
    ),
    "step-below-zero": warning(
        "'{step}' gives numbers below 0 ({below}), for which the {aggregator} '{node}' has no score",
        "a step such as min_max with a 'low' above 0, or another mean",
        "change one of them: units with such a number have no score",
    ),
    "bands-short": warning(
        "the bands '{scale}' run from {low} to {high}, but scores reach further: {nodes}",
        "a band for every score",
        "lengthen the first or the last band; scores beyond have none",
    ),
    "child-twice": error(
        "node '{node}' names '{child}' twice", "each child once", "remove one; use weights to count it more"
    ),
    "cycle": error("nodes depend on themselves: {path}", "no cycle", "remove one of these links"),
    "orphan-indicator": error(
        "no tree reaches the indicator '{id}'",
        "every indicator to count somewhere",
        "add it to a node, or write 'scored: false'",
    ),
    "orphan-node": warning(
        "no tree reaches the node '{id}', and no typology uses it", "", "add it to a tree or remove it{with_what}"
    ),
    "unknown-aggregator": error(
        "node '{node}' names the aggregator '{name}'",
        "{known}",
        "correct the name, or install the plugin that has it.{hint}",
    ),
    "unknown-strategy": error(
        "the strategy '{name}' is not known",
        "{known}",
        "correct the name, or install the plugin that has it.{hint}",
    ),
    "unknown-step": error(
        "the step '{name}' is not known",
        "{known}",
        "correct the name, or install the plugin that has it.{hint}",
    ),
    "step-needs-number": error(
        "the step '{step}' is for numbers; '{indicator}' is none", "questions of kind number", "take it out of the list"
    ),
    "step-word-wrong": error(
        "the parameter '{name}' of the step '{step}' cannot be '{value}'", "{expected}", "correct it.{hint}"
    ),
    "step-fit-unusable": error(
        "the step '{step}' cannot go by the numbers of its 'fit': {reason}",
        "what 'run --format steps' writes for this step",
        "correct them, or leave 'fit' out",
    ),
    "step-fit-each": warning(
        "the step '{step}' learns from each period alone: scores of different periods cannot be compared",
        "",
        "leave 'fit' out, or state what it learnt once, where scores are compared over time",
    ),
    "step-fit-wrong": error(
        "the step '{step}' cannot have this 'fit': {reason}", "", "write 'fit: all', or leave it out"
    ),
    "unknown-parameter": error(
        "'{owner}' has no parameter '{name}'", "{known}", "remove it or correct its name.{hint}"
    ),
    "missing-parameter": error("'{owner}' needs the parameter '{name}'", "", "add it under 'parameters'"),
    "weight-of-missing-child": error(
        "node '{node}' weights '{child}', which is not one of its children",
        "{known}",
        "correct the name or add the child.{hint}",
    ),
    "weight-missing": error("node '{node}' gives no weight for '{child}'", "a weight for each child", "add it"),
    "weights-unused": error(
        "node '{node}' has weights, but '{name}' uses none",
        "an aggregator with weights: {known}",
        "change the aggregator or remove the weights",
    ),
    "weights-all-zero": error("all weights of node '{node}' are 0", "at least one above 0", "correct them"),
    "weight-negative": error(
        "the weight {weight} of '{child}' in the node '{node}' is below 0",
        "weights from 0; below 0 only in a {rules} with 'negative_weights: true'",
        "correct it, or say that it is meant",
    ),
    "children-count": error(
        "node '{node}' has {count} children, and '{name}' takes {wanted}",
        "exactly {wanted}",
        "name them under 'of' in their order, or use another aggregator",
    ),
    "cap-below-floor": error(
        "the cap {cap} of node '{node}' is not above its floor {floor}", "a cap above the floor", "correct one"
    ),
    "table-missing": error("node '{node}' is a decision table without rows", "rows under 'table'", "add them"),
    "table-unused": error(
        "node '{node}' has a table, but its aggregator is '{name}'",
        "aggregator: decision_table",
        "change the aggregator or remove the table",
    ),
    "table-gap": error(
        "the decision table of '{node}' has no row for {case}",
        "a row for every combination, 'missing' and 'off_list' included",
        "add a row",
    ),
    "table-row-never-reached": warning(
        "row {row} of the decision table of '{node}' is never reached", "", "move it up or remove it"
    ),
    "rule-never-reached": warning(
        "no answers reach {what}: {why}", "", "correct its conditions or its limits, or remove it"
    ),
    "condition-never-holds": warning(
        "'{child}' is never {condition}: the condition contradicts itself or what '{child}' can be",
        "{expected}",
        "correct a limit; alternatives of which one is enough stand in a list",
    ),
    "table-unknown-input": error("a row of '{node}' names the input '{child}'", "{known}", "correct the name.{hint}"),
    "table-unknown-code": error("'{child}' has no option '{value}'", "{known}", "correct the code.{hint}"),
    "table-condition-on-options": error(
        "'{child}' is no number: a condition cannot be tried on it",
        "{known}",
        "write the answers that are meant, such as [a, b]",
    ),
    "table-not-a-condition": error(
        "'{child}' is a number, and cannot be '{value}'",
        "a condition, such as {{at_least: 50}}, or one of {known}",
        "write a condition.{hint}",
    ),
    "table-too-large": error(
        "the decision table of '{node}' has {count} combinations",
        "at most {limit}",
        "split it into smaller tables",
    ),
    "questions-too-many": error(
        "{count} questions, each counted once for every facet value that it is asked for",
        "at most {limit} in an instrument",
        "ask per fewer facets, or split the instrument",
    ),
    "nodes-too-many": error(
        "{count} nodes are asked for here",
        "at most {limit} nodes",
        "name fewer facets in 'by', or facets with fewer values",
    ),
    "places-too-many": error(
        "questions would stand {count} times in the nodes of this entry",
        "at most {limit} times",
        "name fewer facets in 'by', or give each question fewer values of them",
    ),
    "nodes-too-deep": error(
        "'{node}' rests on nodes that rest on others, more than {limit} levels deep",
        "at most {limit} levels",
        "let nodes rest on indicators, or on fewer levels of nodes",
    ),
    "reach-too-large": error(
        "{count} questions or more lie below nodes, added up over all nodes up to '{node}'",
        "at most {limit}",
        "let fewer nodes rest on one another",
    ),
    "unknown-facet": error(
        "the facet '{facet}' is not declared",
        "{known}",
        "declare it under 'facets' or correct the name.{hint}",
    ),
    "unknown-facet-value": error(
        "the facet '{facet}' has no value '{value}'", "{known}", "declare it or correct it.{hint}"
    ),
    "selection-empty": error("nothing matches this selection", "at least one", "correct the selection"),
    "unknown-option": error("indicator '{indicator}' has no option '{value}'", "{known}", "correct the code.{hint}"),
    "option-worth": error(
        "option '{option}' of {whose} has {given}",
        "'points', or a 'status' instead of them: not_applicable or missing",
        "give it one of the two; a question whose options are texts alone names a list of points: 'points: NAME'",
    ),
    "options-without-points": error(
        "no option of {whose} has points: no answer to it would count",
        "options with points beside those with a status",
        "give the options points, or say 'scored: false' and keep points that nobody counts",
    ),
    "status-word-is-answer": error(
        "'{word}' can be an answer to '{indicator}', and so cannot stand for a status",
        "a word that answers no question; a number may be one where 'minimum' and 'maximum' of questions exclude it",
        "choose another word, or state which numbers can be answers",
    ),
    "scheme-input": error(
        "node '{node}' has points of its own for options, and not one question that takes an option",
        "'of' with one such question that is asked once, and no other rule or table",
        "name one question in 'of', or remove 'points'",
    ),
    "scheme-code-missing": error(
        "the points of node '{node}' say nothing of option '{option}' of '{indicator}'",
        "points, not_applicable or missing for every option",
        "add the option's code",
    ),
    "list-unknown": error(
        "there is no list '{name}' in '{key}'", "{known}", "declare it there, or correct the name.{hint}"
    ),
    "list-code-missing": error(
        "the list '{name}' says nothing of option '{option}' of '{indicator}'",
        "points or a status for every option",
        "add the option's code to the list",
    ),
    "list-points-twice": error(
        "option '{option}' of '{indicator}' has points or a status of its own beside the list '{name}'",
        "options that are texts alone",
        "remove one of the two",
    ),
    "lists-too-large": error(
        "lists are written out to more than {limit} options, added up over all questions",
        "at most {limit}",
        "let fewer questions share long lists",
    ),
    "too-few-options": error("{whose} has {count} option(s)", "at least 2", "add the others"),
    "authorities-of-number": error(
        "indicator '{indicator}' asks for a number, and several authorities cannot answer it together",
        "no 'authorities' here",
        "remove it; ask for the number of the whole",
    ),
    "at-least-too-many": error(
        "indicator '{indicator}' asks for {wanted} of {count} sub-options",
        "at most {count}",
        "correct 'at_least'",
    ),
    "sub-option-reserved": error(
        "'none' cannot name a sub-option: it means that no sub-option applies", "another id", "rename it"
    ),
    "grades-unordered": error(
        "the counts in the grades of '{indicator}' are {counts}",
        "0 first, then rising, none above {count}, the number of sub-options",
        "correct them",
    ),
    "thresholds-unordered": error(
        "the thresholds of '{indicator}' do not rise", "each 'from' above the one before", "sort them"
    ),
    "piecewise-unordered": error(
        "the values of the piecewise scale of '{indicator}' do not rise",
        "each 'at' above the one before, and a transform that keeps them apart",
        "sort them",
    ),
    "transform-flat": error(
        "'{transform}' makes all answers to '{indicator}' the same", "a number other than 0", "correct it"
    ),
    "transform-undefined": error(
        "the scale of '{indicator}' has the value {value}, which has no {transform} that can be counted with",
        "values that can be transformed as the answers are",
        "correct it, or add a number first, such as 'transform: [{{add: 1}}, log]'",
    ),
    "goalposts-equal": error("both goalposts of '{indicator}' are {value}", "two different numbers", "correct one"),
    "goalposts-too-close": error(
        "the goalposts of '{indicator}', {worst} and {best}, are so close that no computer number tells them apart",
        "two numbers that differ within their first 15 digits",
        "correct one, or count in a smaller unit",
    ),
    "rescale-degenerate": error(
        "the range {value} has no width", "two ends that differ within their first 15 digits", "correct one"
    ),
    "facet-value-of-ask-per": error(
        "'{indicator}' is asked per '{facet}' and cannot fix a value of it",
        "one of the two",
        "remove it from 'facets' or from 'ask_per'",
    ),
    "bands-overlap": error(
        "bands '{first}' and '{second}' of '{scale}' overlap",
        "each score in one band; with 'round: half_up' each whole number",
        "correct 'from' and 'to': both hold {shared}",
    ),
    "bands-gap": error(
        "scores between {low} and {high} fall between the bands '{first}' and '{second}' of '{scale}'",
        "no score without a band",
        "correct the ends, or write 'round: half_up' if bands are for whole numbers",
    ),
    "band-reversed": error(
        "band '{band}' of '{scale}' runs from {low} to {high}", "'from' not above 'to'", "swap them"
    ),
    "unknown-node": error("'{id}' is not a node", "{known}", "correct the name.{hint}"),
    "typology-no-cutoff": error(
        "'{node}' has no cut-off in the typology '{typology}'",
        "a cut-off for each node that is 'at_least' or 'below' it",
        "add it under 'cutoffs', or write a condition, such as {{at_least: 50}}",
    ),
    "typology-not-scored": error(
        "the typology '{typology}' names '{id}', which is asked for context",
        "nodes, and questions that are scored",
        "leave 'scored: false' out: a question that a type names needs no node",
    ),
    "typology-unknown": error(
        "the typology '{typology}' names '{id}', which is neither a node nor an indicator",
        "{known}",
        "correct the name.{hint}",
    ),
    "tree-unknown-root": error(
        "tree '{tree}' names the root '{id}', which is not a node",
        "{known}",
        "correct the name, or put an indicator under a node.{hint}",
    ),
    "tree-published-count": error(
        "{count} trees are marked as published", "exactly one", "write 'published: true' on one tree"
    ),
    "unknown-indicator": error("'{id}' is not an indicator{what}", "{known}", "correct the name.{hint}"),
    "short-form-gap": error(
        "the short form '{form}' leaves out {cell}",
        "at least {minimum} question(s) in every cell of {facets}",
        "add one",
    ),
    "block-overlap": error(
        "indicator '{indicator}' is in the blocks {blocks}", "at most one block", "narrow one of them"
    ),
    "block-none": error("indicator '{indicator}' is in no block", "one block", "add it to a block"),
    "collected-contradiction": error(
        "'{id}' says both in which periods it is collected and in which not", "one of the two", "remove one"
    ),
    "period-none": error(
        "'{value}' is no period",
        "{expected}",
        "correct it: write which year, half, quarter or month it is, or declare the label with 'periods'",
    ),
    "period-twice": error(
        "the period '{value}' is '{first}' once more: both are read as '{read}'", "each label once", "remove one"
    ),
    "period-unseen": error(
        "the period '{read}' is written with characters that nobody sees, separate accents or spaces of another kind; in "
        "answers these are left out",
        "letters, digits and plain spaces",
        "write it anew",
    ),
    "period-respelled": error(
        "the period '{value}' is '{read}' in answers, however it is written there",
        "the label as answers carry it",
        "write {read}",
    ),
    "period-dated": warning(
        "dates stand among the labels whose order is declared: {dates}; they count as later than all dates that do not "
        "stand here",
        "labels that are no dates: {order}",
        "leave the dates out, they are in order by themselves; nothing to do if that is meant",
    ),
    "scoping-gap": error(
        "no scoping rule fits these answers: {answers}",
        "a rule for every combination of answers",
        "add one; a last rule with 'when: {{}}' fits whatever is left",
    ),
    "scoping-unknown-question": error("there is no scoping question '{question}'", "{known}", "correct it.{hint}"),
    "standard-unknown": error(
        "'{id}' is no standard", "{known}", "correct the name, or add it under 'standards'.{hint}"
    ),
    "standard-unused": warning(
        "nothing refers to the standard '{id}'",
        "its id under 'standards' of a question or an option",
        "add it where a top option meets it, or remove it",
    ),
    "id-twice": error("'{id}' stands twice in {where}", "each once", "remove or rename one"),
    "number-two-scales": error(
        "'{indicator}' has {scales}", "one way to turn the number into points", "remove one of them"
    ),
    "number-limits-reversed": error(
        "'{indicator}' allows numbers from {least} to {most}", "a 'maximum' above the 'minimum'", "correct one of them"
    ),
    "per-unknown": error(
        "'{indicator}' is divided by '{value}', which is no question",
        "the id of a question of kind number",
        "correct it, or add that question (scored: false, if it counts for nothing else).{hint}",
    ),
    "per-unfit": error(
        "'{indicator}' cannot be divided by '{value}': {reason}",
        "another question of kind number, asked once or per the same facets",
        "name another question",
    ),
    "per-not-in-short-form": error(
        "the short form '{form}' asks for '{indicator}', but not for '{value}', by which it is divided",
        "a short form with all that its questions need",
        "add '{value}' to it, or take '{indicator}' out",
    ),
    "goalposts-group-unknown": error(
        "'{indicator}' has goalposts for a group that cannot be found: {reason}",
        "the id of a group, or other",
        "correct it, or add the group ('units: groups', or a plugin's)",
    ),
    "number-scale-outside": error(
        "'{indicator}' has a goalpost at {value}, which cannot be an answer",
        "goalposts within 'minimum' and 'maximum' ({limits})",
        "correct one of them",
    ),
    "scoping-unknown-answer": error(
        "the scoping question '{question}' has no answer '{value}'", "{known}", "correct it.{hint}"
    ),
}

EXTENSION = {
    "base-unknown": error(
        "the instrument '{id}' is not registered here",
        "{known}",
        "correct the reference, or install the plugin that has it; the file of a translation's or a study's instrument "
        "can be named with --for.{hint}",
    ),
    "extends-editions": error(
        "an index extends one edition, and {count} are named", "one edition", "name the one whose indicators are used"
    ),
    "extends-shadows": error(
        "'{id}' is used already by {base}, which this index extends", "an id of its own", "rename it"
    ),
    "strand-wrong-base": error(
        "the strand '{strand}' extends '{wanted}', not '{base}'", "", "compose it with its own base"
    ),
    "strand-wrong-edition": error(
        "the strand '{strand}' does not fit edition '{edition}' of '{base}'",
        "{known}",
        "use one of these editions",
    ),
    "strand-shadows": error("the strand's id '{id}' is also an id of '{base}'", "ids of its own", "rename it"),
    "translation-unknown-text": error("there is no text '{key}' in {instrument}", "", "remove it or correct it.{hint}"),
    "translation-stale": warning(
        "the text '{key}' has changed since it was translated into '{language}'",
        "source {wanted}, found {found}",
        "review the translation and set 'source: {wanted}'",
    ),
    "translation-missing": warning(
        "{count} of {total} texts are not translated into '{language}', first '{key}'", "", "translate them"
    ),
    "translation-unreviewed": warning(
        "nobody has confirmed the translation into '{language}' yet",
        "",
        "have it checked by somebody who knows the language and the field, and name them in 'reviewed_by'",
    ),
    "translation-wrong-instrument": error(
        "the translation is of '{wanted}', not of '{base}'", "", "use it with its own instrument"
    ),
}
