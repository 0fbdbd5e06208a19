"""The one guarded way to call what a plugin brought: what it raises becomes an error that names it, and the line."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from policyindex.problems.errors import BrokenPluginError, PolicyIndexError, ProblemsFoundError

if TYPE_CHECKING:
    from types import TracebackType

T = TypeVar("T")
_OUTPUT = {errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
_NO_FILE = {"file-not-found", "file-is-directory", "file-not-readable"}


class Guarded:
    """Something callable of a plugin, called as before, but guarded; equal to what it guards.

    ``check`` looks at what it gives.
    """

    def __init__(
        self,
        who: str,
        call: Callable[..., Any],
        check: Callable[[str, Any], Any] | None = None,
        passing: tuple[type[BaseException], ...] = (PolicyIndexError,),
    ) -> None:
        self.who, self.check, self.passing = who, check, passing
        self.__wrapped__ = call

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call it."""
        call = partial(self.__wrapped__, **named) if named else self.__wrapped__
        given = guarded(self.who, call, *arguments, passing=self.passing)
        return given if self.check is None else guarded(self.who, self.check, self.who, given)

    def __eq__(self, other: object) -> bool:
        return self.__wrapped__ == (other.__wrapped__ if isinstance(other, Guarded) else other)

    def __hash__(self) -> int:
        return hash(self.__wrapped__)


def guarded(
    who: str, call: Callable[..., T], *arguments: Any, passing: tuple[type[BaseException], ...] = (PolicyIndexError,)
) -> T:
    """Call something of a plugin.

    :param who: what is called and whose it is, for the message
    :param passing: errors that are meant for the user as they are
    :raises BrokenPluginError: whatever else it raises, an exit included; not an interrupt from the keyboard, and not
        that the output is full or gone
    """
    try:
        return call(*arguments)
    except MemoryError:  # what was given is too much, whoever read it
        raise
    except (Exception, SystemExit) as error:
        if isinstance(error, (BrokenPluginError, *passing)):
            raise
        if isinstance(error, OSError) and error.filename is None and error.errno in _OUTPUT:
            raise
        raise BrokenPluginError(f"{who} failed: {failure(error, call)}") from error


def plugin_file(who: str, read: Callable[[], T]) -> T:
    """Read a file that a plugin names.

    :raises BrokenPluginError: where there is none; what is wrong in one stays a list of problems
    """
    try:
        return read()
    except ProblemsFoundError as error:
        if not {each.code for each in error.problems} <= _NO_FILE:
            raise
        raise BrokenPluginError(f"{who} cannot be read: {error}") from error


def who_of(call: object, otherwise: str) -> str:
    """Name what is called and whose it is; ``otherwise`` where no host registered it."""
    return call.who if isinstance(call, Guarded) else otherwise


def failure(error: BaseException, call: object = None) -> str:
    """Give an error in one line, with the place in the plugin's own file."""
    place = place_of(error, call)
    return f"{said(error)} ({place})" if place else said(error)


def said(error: BaseException) -> str:
    """Give an error in one line."""
    try:
        text = str(error).partition("\n")[0]
    except Exception:  # an error of a plugin may not even be able to say what it is
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def place_of(error: BaseException, call: object = None) -> str:
    """Give the file and line where a plugin failed: the last of its own, however deep in a library the error is.

    :param call: what was called; its definition is the place where the call itself did not fit
    """
    frames = list(_frames(error.__traceback__))
    own = next((package for package, _ in frames if package not in ("policyindex", *sys.stdlib_module_names)), None)
    if own is not None:
        return next(place for package, place in reversed(frames) if package == own)
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}, line {error.lineno}"
    code = getattr(getattr(call, "func", call), "__code__", None)
    return f"{code.co_filename}, line {code.co_firstlineno}" if code else ""


def _frames(trace: TracebackType | None) -> Iterator[tuple[str, str]]:
    """Give the package, file and line of each call on the way to an error."""
    while trace is not None:
        frame = trace.tb_frame
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        yield package, f"{frame.f_code.co_filename}, line {trace.tb_lineno}"
        trace = trace.tb_next


def full_traceback(error: BaseException) -> str:
    """Give the whole traceback, for whoever mends the plugin."""
    from traceback import format_exception

    return "".join(format_exception(error))
