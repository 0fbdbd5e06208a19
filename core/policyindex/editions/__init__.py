"""Editions of an instrument: what changed, which scores stay comparable, answers carried from one to the next."""
