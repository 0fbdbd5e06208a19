"""The log of the library, ``logging.getLogger("policyindex")``: silent until an application listens.

``policyindex -v`` and ``POLICYINDEX_TRACE=1`` show it on standard error: each plugin's loading and each call of a hook,
with the time it took.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

LOG = "policyindex"


def trace_mode() -> bool:
    """Tell whether ``POLICYINDEX_TRACE`` asks for the log."""
    return os.environ.get("POLICYINDEX_TRACE", "") not in ("", "0")


def listen() -> None:
    """Show the log on standard error."""
    import logging

    logger = logging.getLogger(LOG)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)


def log(message: str) -> None:
    """Write to the log; where nobody has imported ``logging`` nobody listens, and importing it would take long."""
    if logging := sys.modules.get("logging"):
        logging.getLogger(LOG).debug(message)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Log how long something took, whether or not it failed."""
    start = perf_counter()
    try:
        yield
    finally:
        log(f"{what}: {(perf_counter() - start) * 1000:.1f} ms")
