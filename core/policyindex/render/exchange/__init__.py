"""Scores and instruments in the formats that others exchange: SDMX, data packages, citations."""
