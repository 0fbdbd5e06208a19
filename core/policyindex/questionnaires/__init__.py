"""Questionnaires: an instrument to be filled in for one unit and period, on paper, offline or on the screen."""
