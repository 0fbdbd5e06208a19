"""Verbs whose names were functions before they were verbs: those functions' arguments still give their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from policyindex.verbs import call

if TYPE_CHECKING:
    from pathlib import Path

    from policyindex.plugins.host import PluginHost
    from policyindex.problems import Problem
    from policyindex.scoring.explain import Explained
    from policyindex.scoring.result import Result
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.workspace import Workspace


@overload
def explain(
    result: Result, unit: str, period: str | float, node: str = "", tree: str = ""
) -> tuple[Explained, ...]: ...
@overload
def explain(
    reference: str | Path, /, *, unit: list[str] | tuple[str, ...], workspace: Workspace | None = None, **options: Any
) -> Outcome[Any]: ...
@overload
def explain(
    reference: str | Path, /, *, workspace: Workspace | None = None, **options: Any
) -> Outcome[tuple[Explained, ...]]: ...
def explain(*places: Any, **options: Any) -> Any:
    """Explain scores of a unit in a period, down to the answers.

    ``explain(result, unit, period)`` gives the explanation of each root as data; ``explain("mipex-national",
    unit="DE", period=2019)`` is the verb, with the options of the command, and gives an outcome; of several units,
    such as ``unit=["DE", "SE"]``, its data is an ``Explanation`` each: unit, period and what is explained.

    :raises WrongUseError: for a unit, period, node or tree that is not there
    """
    from policyindex.scoring.explain import explain as explain_scores
    from policyindex.scoring.result import Result

    if isinstance(places[0] if places else options.get("result"), Result):
        return explain_scores(*places, **options)
    return call("explain", *places, **options)


@overload
def validate(path: str | Path, host: PluginHost, reference: str | Path = "") -> list[Problem]: ...
@overload
def validate(*files: str | Path, workspace: Workspace | None = None, **options: Any) -> Outcome[list[Problem]]: ...
def validate(*places: Any, **options: Any) -> Any:
    """Check files of any kind.

    ``validate(path, host)`` gives the problems of one file; ``validate("mine.yaml", "more.yaml")`` is the verb, with
    the options of the command, and gives an outcome.
    """
    from policyindex.authoring.validation import validate as problems_of
    from policyindex.plugins.host import PluginHost

    if "host" in options or any(isinstance(each, PluginHost) for each in places):
        return problems_of(*places, **options)
    return call("validate", *places, **options)
