"""How long commands take to start, as ratios to ``python -c "import click, pluggy"`` in the same run.

Limits of the project: ``policyindex --help`` 1.5, ``policyindex instruments list`` 1.6, ``policyindex plugins list`` 2.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("policyindex"))
BASELINE = [sys.executable, "-c", "import click, pluggy"]
RUNS = 21
ENVIRONMENT = {
    key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
}  # modules compiled, as users have them


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> None:
    for arguments, limit in ((["--help"], 1.5), (["instruments", "list"], 1.6), (["plugins", "list"], 2.0)):
        seconds([COMMAND, *arguments])
        pairs = [(seconds([COMMAND, *arguments]), seconds(BASELINE)) for _ in range(RUNS)]
        ratio = statistics.median(ours / baseline for ours, baseline in pairs)
        print(f"policyindex {' '.join(arguments):<18} {ratio:5.2f}  (limit {limit})")


if __name__ == "__main__":
    main()
