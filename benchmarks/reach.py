"""How long the fewest reforms of every country take, as a ratio to ``python -c "import pandas, scipy.optimize"``.

Both are whole processes, timed in turn; scipy is needed for this alone. Limit of the project: 4.
"""

from __future__ import annotations

import sys
from pathlib import Path

from baseline.processes import ratios

COMMAND = str(Path(sys.executable).with_name("policyindex"))
BASELINE = [sys.executable, "-c", "import pandas, scipy.optimize"]
RUNS = 7


def main() -> None:
    for goal in ("next", "rank:10", "70"):
        arguments = ["whatif", "mipex-national", "--all-units", "--reach", goal, "--format", "csv"]
        print(f"--all-units --reach {goal:<8} {ratios([COMMAND, *arguments], BASELINE, RUNS).seconds:5.2f}  (limit 4)")


if __name__ == "__main__":
    main()
