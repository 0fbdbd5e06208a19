"""Trying reforms: what another answer moves, which gain most, the fewest that reach a goal, files that keep them."""
