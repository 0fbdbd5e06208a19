"""Types of the arrays that scoring works on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int16]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int32]
