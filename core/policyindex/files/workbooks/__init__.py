"""Workbooks (XLSX) from strangers: checked before they are opened, values and formulas with their cells."""
