"""How much a workbook may ask for: far above any questionnaire or official workbook, far below what does harm.

The largest workbook known (the official one of the national index: 56 sheets) has 18 MB unpacked, 700,000 elements, a
million cells and 8 million characters. Whatever stays below all of these limits is read in about two seconds and 300 MB.
"""

from __future__ import annotations

FILE = 50_000_000
"""Bytes of the file; nothing larger is read to memory."""
PARTS = 3_000
"""Parts in the archive."""
UNPACKED = 60_000_000
"""Bytes of all parts together."""
RATIO = 200
"""Unpacked to packed bytes of one part, once it has ``RATIO_FROM`` bytes."""
RATIO_FROM = 1_000_000
ELEMENTS = 1_000_000
"""XML elements of all parts together; a cell with a value is two of them."""
ROWS = 100_000
"""The last row a sheet may have."""
AREA = 2_000_000
"""Cells from A1 to the last one, of all sheets together: readers make room for all of them."""
LAST_ROW = 1_048_576
"""The last row that a spreadsheet program knows; a row without cells may stand there."""
SHEETS = 1_000
"""Sheets of a workbook."""
TEXT = 20_000_000
"""Characters of all parts together, a text that many cells share once for each of them."""
CELL = 1_000_000
"""Characters of one text; spreadsheet programs know 32,767."""
FORMULA = 65_536
"""Characters of one formula; Excel knows 8,192, LibreOffice 65,536."""
FORMULAS = 4_000_000
"""Characters of all formulas, one that many cells share once for each of them."""
STYLES = 70_000
"""Cell styles; Excel knows 65,490."""
NUMBER_FORMAT = 1_000
"""Characters of one number format; Excel knows 255."""
