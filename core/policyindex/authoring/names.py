"""Names of new instruments and plugins: what is allowed, what is still free, and what follows from one."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from policyindex.plugins.host import PluginHost
from policyindex.problems.errors import WrongUseError

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_JOINERS = str.maketrans("", "", "\u200c\u200d")  # not printable themselves, but some scripts need them


class Names(NamedTuple):
    """The names of one plugin in the places where each is needed."""

    plugin: str
    """Its entry point."""
    package: str
    """What Python imports; never a keyword or a module of the standard library."""
    distribution: str
    """What pip installs."""


def names_of(name: str) -> Names:
    """Derive the names of a plugin."""
    plugin = name.replace("-", "_")
    return Names(plugin, f"policyindex_{plugin}", f"policyindex-{name}".rstrip("-"))


def check_name(name: str) -> None:
    """Raise WrongUseError, with a suggestion, unless ``name`` can be the id of an instrument."""
    if _NAME.fullmatch(name):
        return
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    better = re.sub(r"^[^a-z]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", plain))
    also = f" Such as: {better}" if better else ""
    raise WrongUseError(
        f"'{name}' cannot be a name: write small letters from a to z, digits and hyphens, a letter first.{also}"
    )


def check_free(identifier: str, host: PluginHost, edition: str = "") -> None:
    """Raise WrongUseError where an instrument of this id, or this edition of it, is registered."""
    for entry in host.entries("instruments"):
        if entry.spec.id != identifier or edition not in ("", entry.spec.edition):
            continue
        what = f"{identifier}@{edition}" if edition else identifier
        way = (
            "give the file another 'edition'"
            if edition
            else "choose another name; questions for somebody else's instrument make a strand, and another edition of "
            "it is made from its file: new plugin NAME --instrument FILE"
        )
        raise WrongUseError(f"'{what}' is registered already, by {host.plugins[entry.plugin].origin}: {way}")


def check_plugin_free(name: str, host: PluginHost) -> None:
    """Raise WrongUseError where a plugin has one of the names that follow from ``name``."""
    names = names_of(name)
    for info in host.plugins.values():
        if info.name == names.plugin or _canonical(info.distribution) == _canonical(names.distribution):
            raise WrongUseError(f"there is a plugin {info.origin} already: choose another name")


def _canonical(distribution: str) -> str:
    """Give the form in which pip compares names."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def title_of(name: str, given: str | None) -> str:
    """Give the title on one line, or make one of the name."""
    if given is None:
        return " ".join(name.replace("-", " ").split()).capitalize()
    title = " ".join(given.split())
    if not title or not title.translate(_JOINERS).isprintable():
        raise WrongUseError(f"--title takes a line of text, not {given!r}")
    return title
