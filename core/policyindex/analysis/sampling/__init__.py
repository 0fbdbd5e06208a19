"""Sample answer sets: what the rules of an instrument do before anybody answers, and what no answer can reach."""
