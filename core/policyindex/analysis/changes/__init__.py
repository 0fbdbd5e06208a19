"""Why scores of two periods differ: parts of answers by cause, and what came, went or was refitted."""
