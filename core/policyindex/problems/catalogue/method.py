"""Problems of the four steps that lead to an instrument."""

from policyindex.problems.catalogue.kinds import error, warning

METHOD = {
    "method-unknown-id": error(
        "'{id}' is no {kind}", "{known}", "correct the name, or add it under '{section}'.{hint}"
    ),
    "impediment-unanswered": warning(
        "no area for improvement answers the impediment '{id}'",
        "each impediment under 'impediments' of an area",
        "add it to an area under 'analysis', or remove it",
    ),
    "impediment-without-source": warning(
        "no data source shows the impediment '{id}'",
        "{known}",
        "add 'data_sources' to it under 'mapping'",
    ),
    "area-without-impediment": warning(
        "the area for improvement '{id}' answers no impediment",
        "{known}",
        "add 'impediments' to it under 'analysis', or remove it",
    ),
    "score-out-of-reach": warning(
        "no answers give '{of}' a score of {score}",
        "at most {most}",
        "correct the score, or the points below '{of}'",
    ),
    "area-unmeasured": warning(
        "no indicator improves the area '{id}'",
        "each area under 'improves' of an indicator",
        "add it to an indicator under 'implementation', or remove it",
    ),
    "indicator-without-kind": warning(
        "the implementation does not say what kind of indicator '{id}' is",
        "kind: governance, input, output or outcome",
        "add it under 'implementation', 'indicators'",
    ),
    "indicator-without-area": warning(
        "the implementation does not say which area the indicator '{id}' improves",
        "{known}",
        "add 'improves' under 'implementation', 'indicators'",
    ),
}
