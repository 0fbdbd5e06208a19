"""How long commands take to start, as ratios to ``python -c "import click, pluggy"`` in the same run.

Limits of the project: ``policyindex --help`` 1.5, ``policyindex instruments list`` 1.6, ``policyindex plugins list`` 2.
"""

from __future__ import annotations

import sys
from pathlib import Path

from baseline.processes import ratios

COMMAND = str(Path(sys.executable).with_name("policyindex"))
BASELINE = [sys.executable, "-c", "import click, pluggy"]
RUNS = 21


def main() -> None:
    for arguments, limit in ((["--help"], 1.5), (["instruments", "list"], 1.6), (["plugins", "list"], 2.0)):
        ratio = ratios([COMMAND, *arguments], BASELINE, RUNS).seconds
        print(f"policyindex {' '.join(arguments):<18} {ratio:5.2f}  (limit {limit})")


if __name__ == "__main__":
    main()
