"""Requests: a verb's options as a frozen dataclass, whose fields say how they are asked for.

The command line makes its options from the fields, Python its keyword arguments, a form its inputs. A field's default
tells its kind: text, a number, true or false, or (a tuple) several texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, SupportsFloat, TypeVar

from policyindex.files.writing import file_named
from policyindex.problems import hint, listing
from policyindex.problems.errors import WrongUseError
from policyindex.units.codes import composed
from policyindex.units.periods import normal, period_text

_PERIODS = ("period", "from_", "to")
_CODES = ("unit", *_PERIODS)
"""The fields that hold codes and labels, which are the same however their letters were composed."""


OVERRIDE = "Let answers of a later file replace those of earlier ones; how many is said. Default: each is a problem."
"""The help of the option of every verb that reads several files of answers."""


GROUP = (
    "Show the units of this group only, such as EU27_2020, and rank them among each other; see 'units list'. A unit "
    "counts in the periods on whose last day it is a member."
)
"""The help of the option of every verb that can be about the units of a group."""


NODE = "The node it is about; default: the first root of the published tree. See 'instruments show'."
"""The help of the option of every verb that is about one node."""


class Asking(NamedTuple):
    """How a field is asked for."""

    help: str = ""
    metavar: str = ""
    choices: tuple[str, ...] = ()
    positional: bool = False
    required: bool = False
    reads: bool = False
    """It names files that are read, which no output may be written over."""
    writes: bool = False
    """It names a file that is written."""


def argument(
    metavar: str,
    *,
    default: Any = "",
    required: bool = True,
    reads: bool = False,
    choices: tuple[str, ...] = (),
    help: str = "",  # noqa: A002
) -> Any:
    """Make a field that is given by its place."""
    return field(default=default, metadata={"asking": Asking(help, metavar, choices, True, required, reads)})


def option(
    help: str,  # noqa: A002
    *,
    default: Any = "",
    metavar: str = "",
    choices: tuple[str, ...] = (),
    required: bool = False,
    reads: bool = False,
    writes: bool = False,
) -> Any:
    """Make a field that is given by its name; in the shell ``answers_format`` is ``--answers-format``.

    A name that Python keeps for itself ends in an underscore, which nobody types.
    """
    return field(default=default, metadata={"asking": Asking(help, metavar, choices, False, required, reads, writes)})


class Asked(NamedTuple):
    """A field of a request: its name in Python and in the shell, its default, how it is asked for."""

    field: str
    name: str
    default: Any
    asking: Asking

    @property
    def flag(self) -> str:
        """Name the option of the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def many(self) -> bool:
        """Tell whether several may be given."""
        return isinstance(self.default, tuple)

    def value(self, given: Any) -> Any:
        """Give a value as the field keeps it: text, or several texts; a period may be a number.

        :raises WrongUseError: for a value of another kind, or none of the choices
        """
        if given is None:
            return self.default
        if isinstance(self.default, bool):
            if not isinstance(given, bool):
                raise WrongUseError(f"{self.name} is true or false, not {given!r}")
            return given
        if isinstance(self.default, int):
            if isinstance(given, bool) or not isinstance(given, int):
                raise WrongUseError(f"{self.name} is a whole number, not {given!r}")
            return given
        if self.many:
            if isinstance(given, Mapping):
                given = [f"{key}={value}" for key, value in given.items()]
            several = list(given) if isinstance(given, Iterable) and not isinstance(given, str | bytes) else [given]
            if self.asking.reads:
                self._check_paths(given, several)
            return tuple(self._chosen(text_of(each, self.name)) for each in several)
        if self.asking.metavar.endswith(",...") and isinstance(given, list | tuple):
            given = ",".join(text_of(each, self.name) for each in given)
        return self._chosen(text_of(given, self.name))

    def _check_paths(self, given: Any, several: Iterable[Any]) -> None:
        if hasattr(given, "columns") or not all(
            isinstance(each, str) or hasattr(each, "__fspath__") for each in several
        ):
            remedy = "; what is in memory is scored by pi.score(instrument, pi.AnswerSet.from_frame(frame))"
            raise WrongUseError(
                f"{self.name} takes the paths of files, not {type(given).__name__}{remedy * (self.name == 'answers')}"
            )

    def _chosen(self, text: str) -> str:
        if self.field in _CODES:
            text = composed(text) if self.field not in _PERIODS else normal(composed(text))
        if self.asking.writes:
            file_named(text)
        known = self.asking.choices
        if known and text not in known and text != self.default:
            raise WrongUseError(f"there is no {self.name} '{text}'; there are: {listing(known)}.{hint(text, known)}")
        return text


def text_of(given: Any, name: str) -> str:
    """Give a text, a number or a path as text; a whole number has no decimals: 2019.0 is 2019."""
    if isinstance(given, bool) or not (isinstance(given, str | SupportsFloat) or hasattr(given, "__fspath__")):
        raise WrongUseError(f"{name} is a text or a number, not {given!r}")
    return period_text(given)


@dataclass(frozen=True)
class Request:
    """Base of all requests; the docstring of one is the help of its command."""

    def __post_init__(self) -> None:
        """Check every value, however the request was made."""
        for each in fields_of(type(self)):
            given = each.value(getattr(self, each.field))
            if each.asking.required and given == ():
                raise WrongUseError(f"{each.name} is not given")
            object.__setattr__(self, each.field, given)


Made = TypeVar("Made", bound=Request)


def fields_of(kind: type[Request]) -> tuple[Asked, ...]:
    """Give the fields of a kind of request: first what is given by place, then the options as they are written."""
    found = [Asked(each.name, each.name.rstrip("_"), each.default, each.metadata["asking"]) for each in fields(kind)]
    return tuple(sorted(found, key=lambda each: not each.asking.positional))


def request_of(kind: type[Made], places: Sequence[Any], options: Mapping[str, Any]) -> Made:
    """Make a request of what a notebook gives.

    :raises WrongUseError: for an option that does not exist, or a value that does not fit
    """
    known = {each.name: each for each in fields_of(kind)}
    at = [each for each in known.values() if each.asking.positional]
    if at and at[-1].many and len(places) > len(at):
        places = (*places[: len(at) - 1], places[len(at) - 1 :])
    if len(places) > len(at):
        names = listing(each.name for each in at)
        raise WrongUseError(f"{len(places)} values without a name are too many: only {names} can be given so")
    given = {each.name: value for each, value in zip(at, places, strict=False)}
    for name, value in options.items():
        plain = name.rstrip("_")
        if plain not in known:
            raise WrongUseError(f"there is no option '{name}'; there are: {listing(known, 40)}.{hint(plain, known)}")
        if plain in given:
            raise WrongUseError(f"{plain} is given twice")
        given[plain] = value
    for each in known.values():
        if each.asking.required and given.get(each.name) is None:
            raise WrongUseError(f"{each.name} is not given")
    return kind(**{known[name].field: value for name, value in given.items()})


def files_read(request: Request) -> list[str]:
    """Name the files that a request reads."""
    found: list[str] = []
    for each in fields_of(type(request)):
        if each.asking.reads:
            value = getattr(request, each.field)
            found += value if each.many else [value]
    return found
