"""Functions that are imported when they are first called, so that listing what is registered imports nothing heavy."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import Any


class Later:
    """A function, named as ``module:name``."""

    def __init__(self, place: str) -> None:
        self.place = place

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Import it, once, and call it."""
        return self._function(*arguments, **named)

    @cached_property
    def _function(self) -> Any:
        module, _, name = self.place.partition(":")
        return getattr(import_module(module), name)
