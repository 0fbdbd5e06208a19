"""Scores as Parquet."""

from __future__ import annotations

import io
from typing import BinaryIO

from policyindex.problems import problem
from policyindex.problems.errors import ProblemsFoundError
from policyindex.scoring.view import View


def write_parquet(view: View, stream: BinaryIO) -> None:
    """Write the tidy rows; needs the extra ``parquet``."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise ProblemsFoundError([problem("extra-missing", format="Parquet", extra="parquet")]) from None
    whole = io.BytesIO()
    frame = (
        view.result.to_frame(view.trees, view.keep) if view.table == "scores" else view.result.types_frame(view.keep)
    )
    frame.to_parquet(whole, index=False)
    stream.write(whole.getvalue())
