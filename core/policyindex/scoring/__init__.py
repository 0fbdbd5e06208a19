"""Scoring: plans, aggregators, ranks, bands, provenance, explanations."""
