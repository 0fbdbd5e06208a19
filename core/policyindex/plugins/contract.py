"""What a plugin must keep to, beyond what pluggy checks: the contract's number, markers, fields of the right types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from policyindex.plugins import hookspecs
from policyindex.plugins.specs import AnswersSpec, Membership

WEIGHTS = ("none", "optional", "required")


def contract_fault(plugin: object) -> str:
    """Say what is wrong with a plugin's module or object, empty if nothing is."""
    wanted = getattr(plugin, "POLICYINDEX_API", hookspecs.API)
    if not isinstance(wanted, int) or wanted > hookspecs.API:
        return f"made for plugin API {wanted}; this is {hookspecs.API}: update policyindex"
    names = [name for name in dir(hookspecs) if hasattr(getattr(hookspecs, name), f"{hookspecs.PROJECT}_spec")]
    for name in dir(plugin):
        marks = getattr(getattr(plugin, name), f"{hookspecs.PROJECT}_impl", None)
        if name in names and marks is None and callable(getattr(plugin, name)):
            return f"'{name}' lacks its marker: write @hookimpl above it"
        if marks and (marks.get("wrapper") or marks.get("hookwrapper")):
            return f"'{name}' is a wrapper; wrappers are not allowed, as scores must not depend on the installation"
    return ""


def spec_fault(spec: Any) -> str:
    """Say what is wrong with the fields of a spec; type checkers see it, but not everybody uses one."""
    for name, value in spec._asdict().items():
        fits, wanted = FIELDS[name]
        if not fits(value):
            return f"{type(spec).__name__}.{name} must be {wanted}, not {_shown(value)}"
        if isinstance(value, AnswersSpec) and (fault := spec_fault(value)):
            return fault
    return ""


def _shown(value: object) -> str:
    from policyindex.problems import shorten

    return shorten(repr(value), 60)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_path(value: object) -> bool:
    return isinstance(value, Path)


def _is_path_or_none(value: object) -> bool:
    return value is None or isinstance(value, Path)


def _is_callable_or_none(value: object) -> bool:
    return value is None or callable(value)


def _is_answers_or_none(value: object) -> bool:
    return value is None or isinstance(value, AnswersSpec)


def _is_tuple_of_names(value: object) -> bool:
    return isinstance(value, tuple) and all(map(_is_name, value))


def are_names(value: object) -> bool:
    """Tell whether something is a mapping of texts to texts."""
    return isinstance(value, Mapping) and all(isinstance(each, str) for pair in value.items() for each in pair)


def are_memberships(value: object) -> bool:
    """Tell whether something is a list or a tuple of memberships."""
    return isinstance(value, list | tuple) and all(
        isinstance(each, Membership) and _is_name(each.unit) and all(map(_is_text, each)) for each in value
    )


def _are_parameters(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and (number is None or (isinstance(number, int | float) and not isinstance(number, bool)))
        for name, number in value.items()
    )


def _are_words(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and (word is None or isinstance(word, str)) for name, word in value.items()
    )


_NAME = (_is_name, "text")
_TEXT = (_is_text, "text")
_CALLABLE = (callable, "callable")
_FLAG = (_is_flag, "true or false")
_FILE = (_is_path_or_none, "a pathlib.Path or None")
FIELDS: Mapping[str, tuple[Callable[[Any], bool], str]] = MappingProxyType(
    {
        **dict.fromkeys(("id", "name", "edition", "base", "title", "instrument", "language"), _NAME),
        **dict.fromkeys(("verification", "note", "suffix", "group", "vintage", "source", "scheme"), _TEXT),
        **dict.fromkeys(("apply", "fit", "write", "read", "load", "names", "compile", "memberships"), _CALLABLE),
        **dict.fromkeys(("blanks", "binary", "numbers", "across", "takes_out"), _FLAG),
        **dict.fromkeys(("published", "study"), _FILE),
        "path": (_is_path, "a pathlib.Path"),
        **dict.fromkeys(
            ("shares", "falling", "learn", "parents", "aliases", "countries", "notes"),
            (_is_callable_or_none, "callable or None"),
        ),
        "children": (lambda value: type(value) is int and value >= 0, "a whole number from 0"),
        "answers": (_is_answers_or_none, "an AnswersSpec or None"),
        "suffixes": (_is_tuple_of_names, "a tuple of texts such as ('.csv',)"),
        "accepts": (_is_tuple_of_names, "a tuple of tables such as ('scores',)"),
        "weights": (WEIGHTS.__contains__, "one of none, optional, required"),
        "parameters": (_are_parameters, "a mapping of names to numbers, None where one must be given"),
        "words": (_are_words, "a mapping of names to texts, None where one must be given"),
        "questions": (are_names, "a mapping of names to number or choice"),
        "reserved": (_is_tuple_of_names, "a tuple of texts"),
        "fills": (("nothing", "gaps", "gaps_later").__contains__, "one of nothing, gaps, gaps_later"),
        "unit_names": (are_names, "a mapping of codes to names"),
    }
)
"""What each field of a spec must be: a name means the same in all of them."""
