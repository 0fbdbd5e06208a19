"""Problems of answers."""

from policyindex.problems.catalogue.kinds import error, warning

ANSWERS = {
    "answers-column-missing": error(
        "there is no column '{column}'",
        "the columns unit and period, then one column an indicator (or long: unit, period, indicator, answer)",
        "add it, or correct the header.{hint}",
    ),
    "answers-delimiter": error("the columns are separated by {found}", "commas", "save the file as CSV with commas"),
    "answers-no-header": error(
        "the first line names no column that is known",
        "a header: unit, period, then one column an indicator (or long: unit, period, indicator, answer)",
        "write the names of the columns into the first line",
    ),
    "answers-column-twice": error("the column '{column}' stands twice", "each column once", "remove one"),
    "answers-column-unnamed": error("a column has no name", "a name", "name it or remove it"),
    "answers-column-unknown": error(
        "'{column}' is neither an indicator of {instrument} nor a field of an answer",
        "{known}",
        "correct the name or remove the column.{hint}",
    ),
    "answers-rows-alike": error(
        "there are {count} rows and more, but not as many units, periods and questions to tell them apart",
        "one row for each unit, period and question",
        "check how the file was made: rows stand in it many times",
    ),
    "answers-row-length": error(
        "the row has {found} cells",
        "{wanted} cells, as the header has",
        "look for a missing or unquoted comma",
    ),
    "answers-quote-open": error("a quoted text starts here and never ends", "a closing quotation mark", "close it"),
    "answers-csv": error(
        "not valid CSV: {reason}",
        "cells separated by commas, quoted where they hold commas",
        "correct the row",
    ),
    "answers-unit-missing": error("the row has no unit", "a unit code", "fill it in"),
    "answers-period-missing": error("the row has no period", "a period such as 2019", "fill it in"),
    "answers-indicator-missing": error("the row has no indicator", "the id of an indicator", "fill it in"),
    "answers-instance-missing": error(
        "'{indicator}' is asked several times; the row does not say which", "{known}", "fill in the instance"
    ),
    "answers-indicator-unknown": error(
        "'{value}' is not an indicator of {instrument}", "{known}", "correct it or remove the row.{hint}"
    ),
    "answers-instance-unknown": error("'{value}' is not an instance of '{indicator}'", "{known}", "correct it"),
    "answers-not-a-number": error(
        "'{value}' is not a number ('{indicator}')",
        "{expected}",
        "write digits, with a decimal point where needed and no other signs.{hint}",
    ),
    "answers-not-finite": error(
        "'{value}' is not a number that can be counted with ('{indicator}')",
        "{expected}",
        "leave the cell empty if there is no answer",
    ),
    "answers-number-outside": error(
        "{value} cannot be an answer to '{indicator}'",
        "{expected}",
        "correct it; leave the cell empty if there is no answer",
    ),
    "answers-number-transform": error(
        "{value} has no {transform} that can be counted with ('{indicator}')",
        "a number that can be transformed as the instrument says",
        "correct it; leave the cell empty if there is no answer",
    ),
    "answers-number-far": warning(
        "{value} lies far outside the goalposts of '{indicator}', {worst} and {best}; it earns {points} points",
        "a number no further beyond a goalpost than the goalposts lie apart, and none below 0 where both are not",
        "correct it, or leave the cell empty if it stands for no answer; 'minimum' and 'maximum' of the question refuse "
        "what cannot be",
    ),
    "answers-option-unknown": error("'{value}' is not an option of '{indicator}'", "{known}", "correct it.{hint}"),
    "answers-code-respelled": warning(
        "'{value}' is read as '{read}' ('{indicator}')",
        "the code as the instrument writes it",
        "nothing to do: no other code can be meant; write the code as it is to be rid of this note",
    ),
    "answers-number-settled": warning(
        "'{value}' is read as {read}, as '{other}' says that decimals have a {sign} in this file",
        "numbers without marks of thousands",
        "nothing to do if that is meant; write {read} to be rid of this note",
    ),
    "answers-number-two-ways": error(
        "'{value}' can be read as {whole} or as {part}: no other number of the file says whether decimals have a comma or a point",
        "numbers that can be read in one way",
        "write {whole} if it is that, {part} if it is that, in every such cell; or write one other number of the file with its decimals, such as 2,5 or 2.5",
    ),
    "answers-date": error(
        "'{value}' is a date, which '{indicator}' does not ask for",
        "{expected}",
        "spreadsheets make dates of codes and numbers such as 1-2 or 1.2: format the column as text, then write the answer again.{hint}",
    ),
    "answers-points-outside": error(
        "{value} points are outside of what '{indicator}' can give",
        "{least} to {most}, or nothing",
        "correct them; leave the cell empty if there is no answer, or if the answer's own points count",
    ),
    "answers-off-list": warning(
        "{value} is not among the points of '{indicator}'; it is kept",
        "{expected}",
        "nothing to do if it is meant, such as an average of several authorities",
    ),
    "answers-sub-option-unknown": error(
        "'{value}' is not a sub-option of '{indicator}'",
        "{known}; or none alone",
        "correct it, and separate several by semicolons (in 'parts' by commas).{hint}",
    ),
    "answers-not-true-or-false": error(
        "'{value}' does not answer '{indicator}'",
        "true or false",
        "write true if it applies, false if not, nothing if not read yet.{hint}",
    ),
    "answers-status-unknown": error("'{value}' is not a status", "{known}", "correct it.{hint}"),
    "answers-status-contradiction": error(
        "the status is '{status}', but an answer is given ('{indicator}')",
        "no answer, or the status answered",
        "remove one of them",
    ),
    "answers-status-words": error(
        "the status is '{status}', but the word in the place of the answer stands for '{said}' ('{indicator}')",
        "one status",
        "correct one of them, or remove it",
    ),
    "answers-cause-unknown": error("'{value}' is not a cause of change", "{known}", "correct it.{hint}"),
    "answers-source-contradiction": error(
        "the source is '{value}', but review and publisher say '{found}'",
        "columns that agree; the source is the review, or 'as published by' the publisher",
        "correct one of them",
    ),
    "answers-plan": error(
        "'{value}' is no plan",
        "who, a vertical bar and a day: Integration office | 2027-03-01",
        "write it so, or leave it empty",
    ),
    "answers-parts": error(
        "'{value}' is no part of an answer of several authorities",
        "a territory, a colon and its option, with a share in brackets and a reference in parentheses where there are: "
        "BE-VLG: full [0.6] (Decree of 2013); BE-WAL: half [0.4]",
        "write it so, with semicolons between the parts and a backslash before a semicolon of a reference",
    ),
    "answers-parts-rule": error(
        "the answer has parts, but {instrument} does not say how those make the points of '{indicator}'",
        "an instrument that states authorities: mean, share, lowest or highest, as a whole or at the question",
        "state the rule in the instrument, or give one answer without parts",
    ),
    "answers-parts-number": error(
        "the answer has parts, but '{indicator}' asks for a number, which no rule puts together",
        "one number",
        "give the number of the whole, and say in the comment how it was put together",
    ),
    "answers-parts-wide": error(
        "a file with a column per question has no place for parts of answers",
        "a long file, a row per answer with the column parts; JSON; or a questionnaire",
        "move the answers of several authorities to a long file of their own, and read both",
    ),
    "answers-parts-one": error(
        "'{territory}' alone answers '{indicator}'",
        "two authorities or more",
        "give the others too, or its option as the answer of the whole, without parts",
    ),
    "answers-parts-territory": error(
        "the territory '{value}' has {count} parts ('{indicator}')",
        "one part for each territory",
        "remove those that are not meant, or correct the territory",
    ),
    "answers-parts-status": error(
        "'{value}' earns no points, so '{territory}' can have no part in those of '{indicator}'",
        "an option with points",
        "leave the part out and say why in the comment, or choose another option",
    ),
    "answers-parts-share": error(
        "{value} is not the share of '{territory}' ('{indicator}')",
        "more than 0 and at most 1, such as 0.6 or 60%",
        "correct it",
    ),
    "answers-parts-share-missing": error(
        "no share is given for {territories}, but the parts of '{indicator}' count by their shares",
        "a share in brackets for each part: BE-VLG: full [0.6]",
        "give the shares, such as those of the population",
    ),
    "answers-parts-shares": error(
        "the shares of the parts of '{indicator}' are {value} together",
        "1, or 100% together",
        "correct them, or give the missing parts",
    ),
    "answers-parts-contradiction": error(
        "'{value}' stands beside parts of '{indicator}' that make {made} points",
        "nothing, or what the parts make",
        "leave the {field} empty, or correct it or the parts",
    ),
    "answers-composed": warning(
        "the {field} '{read}' is written with separate accents ({count} such in the file); they are read as one character each",
        "the Unicode form NFC",
        "nothing to do: both spellings are one {field}",
    ),
    "answers-unseen": warning(
        "the {field} '{read}' is written with characters that nobody sees or with spaces of another kind ({count} such "
        "cells); they are left out",
        "letters, digits and plain spaces",
        "nothing to do: both spellings are one {field}; write it anew to be rid of this note",
    ),
    "answers-unit-unseen": error("the unit has no character that anybody sees", "a unit code", "write it anew"),
    "answers-unit-respelled": warning(
        "the unit '{value}' is read as '{read}' (a value of a program; {count} such cell(s))",
        "the code alone",
        "nothing to do if that is meant; write the codes as text to be rid of this note",
    ),
    "answers-period-none": error(
        "'{value}' is no period ({count} cell(s))",
        "{expected}",
        "correct it: write which year, half, quarter or month it is",
    ),
    "answers-period-round": warning(
        "the period '{value}' is taken as the number of a round, not as a year ({count} row(s))",
        "{expected}",
        "write the year with four digits if a year is meant",
    ),
    "answers-period-respelled": warning(
        "the period '{value}' is read as {read}; {count} cell(s) are written in that way",
        "{expected}",
        "nothing to do if that is meant: both spellings are one period",
    ),
    "answers-period-order": warning(
        "the order in time of these periods is not declared: {labels}; they count as later than all dates, in the order "
        "of their names",
        "labels in their order in time, or dates",
        "declare it in the instrument or the study, such as 'periods: [{example}]'",
    ),
    "answers-period-far": warning(
        "{count} row(s) are about {value}, far from all others; the nearest is {nearest}: {units}",
        "",
        "correct the period if it is a slip; nothing to do if it is meant",
    ),
    "answers-units-alike": warning(
        "the units {value} look alike and are counted as different ones{places}",
        "one code a unit",
        "write one of them everywhere if one unit is meant",
    ),
    "unit-known-as": warning("the unit '{value}' is read as {read}", "", "nothing to do if that is meant"),
    "unit-nearly-known": warning(
        "there are no answers of the unit '{value}' so far{hint}",
        "",
        "correct the code if it is a slip; nothing to do if the unit is new",
    ),
    "answers-unit-known-as": warning(
        "the unit '{value}' is read as '{read}' of {scheme}", "the code of {scheme}", "nothing to do if that is meant"
    ),
    "answers-nothing-given": error(
        "the status of '{indicator}' is 'answered', but no answer is given",
        "an answer or points",
        "fill one in",
    ),
    "answers-repeat": error(
        "{unit} {period} '{indicator}' has been answered already, at {first}",
        "one answer for each unit, period and indicator",
        "remove one; where a later file is meant to correct an earlier one, give --override",
    ),
    "answers-replaced": warning(
        "{count} answer(s) replace what earlier files say, the first of them {unit} {period} '{indicator}'",
        "",
        "without --override each of them is a problem",
    ),
    "answers-json": error("not valid JSON: {reason}", "a list of records, such as [{{...}}, {{...}}]", "correct it"),
    "answers-json-shape": error("{found} stands here", "{expected}", "see 'policyindex schema answers'"),
    "answers-text-broken": error("the text of '{field}' holds half a character", "whole characters", "write it again"),
    "answers-field-unknown": error(
        "the field '{field}' is not known", "{known}", "remove it or correct its name.{hint}"
    ),
    "answers-none": error("there is not a single answer in it", "at least one row", "check that it was saved whole"),
    "answers-unit-unknown": warning(
        "'{value}' is not a unit of {scheme}; it is kept{hint}", "", "correct the code if it is a slip"
    ),
    "answers-not-divided": warning(
        "{count} answer(s) to '{indicator}' have no points, since {reason}: {rows}",
        "{expected}",
        "add it, or correct it; until then they count as missing",
    ),
    "answers-in-no-group": warning(
        "{count} answer(s) to '{indicator}' have no points, since the unit is in none of the groups with goalposts: {rows}",
        "units in {groups}",
        "add goalposts for another group, or for other",
    ),
    "answers-in-two-groups": warning(
        "{count} answer(s) to '{indicator}' are of units in several groups with goalposts; those of the first count: {rows}",
        "units in one of {groups}",
        "nothing to do if that order is meant",
    ),
    "answers-outside-collection": warning(
        "{count} answer(s) for periods in which their indicators are not collected ({periods}) are not used: {indicators}",
        "",
        "nothing to do if that is meant",
    ),
    "mean-met-zero": warning(
        "the {aggregator} {label} ({node}) is 0 for {count} row(s), since a single part is 0: {units}",
        "",
        "nothing to do if one part is meant to decide; otherwise use another mean, or points above 0",
    ),
    "step-imputed": warning(
        "the step {step} fills {count} gap(s){later}: {cells}",
        "",
        "nothing to do if that is meant; each is marked as imputed",
    ),
    "step-left-gaps": warning(
        "the step {step} has nothing to fill {count} gap(s) with: {cells}",
        "answers in the same group, or before and after",
        "nothing to do if they may stay gaps; otherwise write another imputation after it",
    ),
    "step-lost-numbers": warning(
        "the step {step} takes {count} number(s) away: {cells}",
        "",
        "nothing to do if that is meant; otherwise look at what it divides by or compares with",
    ),
    "step-does-nothing": warning(
        "the step {step} changes no number", "", "nothing to do, or remove the step: these answers do not need it"
    ),
    "rule-undefined": warning(
        "the {aggregator} {label} ({node}) has no score for {count} row(s), since its part cannot be divided by, or raised to its exponent: {units}",
        "parts that can be divided by, or raised to a power",
        "look at these answers; or give the part a floor above 0",
    ),
    "mean-met-negative": warning(
        "the {aggregator} {label} ({node}) has no score for {count} row(s), since a part is below 0: {units}",
        "",
        "use another mean, or goalposts or steps that give no number below 0",
    ),
    "answers-code-needed": warning(
        "{value} belongs to more than one option of '{indicator}'; the points are kept",
        "an option code",
        "give the option code in a long file",
    ),
}
