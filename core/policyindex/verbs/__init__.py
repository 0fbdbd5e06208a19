"""One module a verb: from a request to what it gives. This table knows them by name and imports one when it is used."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from policyindex.verbs.outcome import Outcome
    from policyindex.verbs.request import Request
    from policyindex.verbs.workspace import Workspace


class Verb(NamedTuple):
    """A verb: its words in the shell, and one line about it.

    The module ``policyindex.verbs.<name>`` has the function ``<name>`` and the class ``<Name>Request``.
    """

    command: str
    title: str


VERBS = {
    "run": Verb("run", "Score answers and show the ranking."),
    "explain": Verb("explain", "Show why a score is what it is, down to the answers."),
    "compare": Verb("compare", "Compare units: side by side, with the mean of a group, whom to learn from."),
    "rank": Verb("rank", "Rank units by any node; say which are too close to be told apart."),
    "whatif": Verb("whatif", "Try reforms: what they move, and which ones gain most."),
    "change": Verb("change", "Show why scores changed between two periods, and which answers did it."),
    "profile": Verb("profile", "Show one unit on a few pages, also before it is assessed."),
    "targets": Verb("targets", "Follow targets over the periods: reached, missed, on the way."),
    "context": Verb("context", "Place scores among what others measured, reported or did."),
    "validate": Verb("validate", "Check instruments, strands, translations or answer files."),
    "fill": Verb("fill", "Answer an instrument in the terminal, one question at a time."),
    "export_questionnaire": Verb("questionnaire export", "Write the questionnaire of one unit and period."),
    "import_questionnaires": Verb("questionnaire import", "Add questionnaires that were filled in to the answers."),
    "new_instrument": Verb("new instrument", "Write a commented instrument that runs."),
    "new_plugin": Verb("new plugin", "Make a package that others can install."),
    "list_instruments": Verb("instruments list", "List the registered instruments and the strands for them."),
    "show": Verb("instruments show", "Show an instrument: trees, rules, questions, options, bands."),
    "translation": Verb("instruments translation", "Write a translation file to fill in, or bring one up to date."),
    "diff": Verb("instruments diff", "Compare two editions, and how far their scores can be compared."),
    "carry": Verb("instruments carry", "Carry answers of the older edition to the newer one."),
    "from_xlsx": Verb("instruments from-xlsx", "Convert an instrument written in a spreadsheet to YAML."),
    "to_xlsx": Verb("instruments to-xlsx", "Write an instrument as a workbook that from-xlsx reads."),
    "list_units": Verb("units list", "List the schemes and the groups of units."),
    "show_units": Verb("units show", "Show the units of a scheme, or the members of a group."),
    "add_use": Verb("uses add", "Add a use of an index to its register."),
    "list_uses": Verb("uses list", "List the uses of an index, the newest first."),
    "list_plugins": Verb("plugins list", "List plugins, what they add, and what is wrong with them."),
    "schema": Verb("schema", "Print the JSON Schemas of the files."),
}


def load(name: str) -> tuple[type[Request], Callable[[Any, Workspace], Outcome[Any]]]:
    """Import a verb: the class of its requests, and its function."""
    module = import_module(f"policyindex.verbs.{name}")
    return getattr(module, "".join(map(str.capitalize, name.split("_"))) + "Request"), getattr(module, name)


def call(name: str, *places: Any, workspace: Workspace | None = None, **options: Any) -> Outcome[Any]:
    """Do what a verb does with options as a notebook gives them.

    :raises WrongUseError: for an option that does not exist, or a value that does not fit
    """
    request, verb = load(name)
    return _done(request, verb, places, options, workspace)


def _done(
    request: type[Request],
    verb: Callable[[Any, Workspace], Outcome[Any]],
    places: tuple[Any, ...],
    options: dict[str, Any],
    workspace: Workspace | None,
) -> Outcome[Any]:
    from dataclasses import replace

    from policyindex.files.opened import remembering
    from policyindex.verbs.request import request_of
    from policyindex.verbs.workspace import default_workspace

    asked = request_of(request, places, options)
    with remembering() as read:
        outcome = verb(asked, workspace or default_workspace())
    return replace(outcome, read=read)


def function_of(name: str) -> Callable[..., Outcome[Any]]:
    """Give a verb as a function of a notebook, with its options as its signature and its help."""
    return as_function(name, *load(name))


def as_function(
    name: str, request: type[Request], work: Callable[[Any, Workspace], Outcome[Any]]
) -> Callable[..., Outcome[Any]]:
    """Give what is done with a request as a function of a notebook; a plugin's too."""
    import inspect

    from policyindex.verbs.request import fields_of

    def verb(*places: Any, workspace: Workspace | None = None, **options: Any) -> Outcome[Any]:
        return _done(request, work, places, options, workspace)

    kinds = inspect.Parameter
    parameters = [
        kinds(
            each.field,
            kinds.KEYWORD_ONLY if not each.asking.positional
            else kinds.VAR_POSITIONAL if each.many
            else kinds.POSITIONAL_OR_KEYWORD,
            default=kinds.empty if each.asking.required or (each.many and each.asking.positional) else each.default,
        )
        for each in fields_of(request)
    ]  # fmt: skip
    options = [f":param {each.field}: {each.asking.help}" for each in fields_of(request) if each.asking.help]
    verb.__name__ = verb.__qualname__ = name
    verb.__doc__ = "\n".join([(inspect.getdoc(request) or "").replace("\b\n", ""), "", *options])
    whole = [*parameters, kinds("workspace", kinds.KEYWORD_ONLY, default=None)]
    vars(verb)["__signature__"] = inspect.Signature(whole)
    return verb
