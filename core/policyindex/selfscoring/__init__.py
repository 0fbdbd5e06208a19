"""Self-scoring files for people without Python: one offline page, one workbook, both counting live."""
