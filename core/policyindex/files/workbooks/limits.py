"""How much a workbook may ask for: far above any questionnaire or official workbook, far below what does harm."""

from __future__ import annotations

FILE = 50_000_000
"""Bytes of the file; nothing larger is read to memory."""
PARTS = 3_000
"""Parts in the archive."""
UNPACKED = 120_000_000
"""Bytes of all parts together."""
RATIO = 200
"""Unpacked to packed bytes of one part, once it has ``RATIO_FROM`` bytes."""
RATIO_FROM = 1_000_000
TAGS = 2_500_000
"""Tags of all parts together, opening and closing."""
ROWS = 100_000
"""The last row a sheet may have."""
AREA = 3_000_000
"""Cells from A1 to the last one, of all sheets together: readers make room for all of them."""
LAST_ROW = 1_048_576
"""The last row that a spreadsheet program knows; a row without cells may stand there."""
