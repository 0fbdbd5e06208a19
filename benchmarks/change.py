"""How long the change of all countries over 12 years takes, as a ratio to importing pandas and scipy.optimize.

Limit of the project: whole processes, 4 times, with the table of all countries or with the series of all. Without SciPy,
which is no dependency, the ratio is to pandas alone, and higher.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from baseline.processes import ratios

COMMAND = str(Path(sys.executable).with_name("policyindex"))
BASELINE = [sys.executable, "-c", "import pandas, scipy.optimize" if find_spec("scipy") else "import pandas"]
NODE = "overall_without_health_and_education"
RUNS = 9


def main() -> None:
    for name, options in (
        ("2007 to 2019", ["--from", "2007", "--to", "2019"]),
        ("2014 to 2019", ["--from", "2014", "--to", "2019"]),
        ("series", ["--series"]),
    ):
        ratio = ratios([COMMAND, "change", "mipex-national", "--node", NODE, *options], BASELINE, RUNS).seconds
        print(f"change mipex-national, {name:<12} {ratio:5.2f}  (limit 4)")


if __name__ == "__main__":
    main()
