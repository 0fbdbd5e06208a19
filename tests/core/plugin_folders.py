"""Plugins that tests lay out as if they were installed."""

from __future__ import annotations

import textwrap
from pathlib import Path

HEAD = "from policyindex import AggregatorSpec, InstrumentSpec, CommandSpec, hookimpl\nfrom pathlib import Path\n"


def install(folder: Path, name: str, code: str, distribution: str = "") -> None:
    """Lay out an installed distribution with one plugin."""
    (folder / f"{name}_module.py").write_text(HEAD + textwrap.dedent(code))
    info = folder / f"{distribution or name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution or name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[policyindex]\n{name} = {name}_module\n")
