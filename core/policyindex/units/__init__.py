"""Units and periods: codes, names, schemes, and the order of periods."""
