"""How it is said: results and reports in every format."""
