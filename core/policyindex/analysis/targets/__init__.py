"""Targets followed over periods: reached, missed, on the way."""
