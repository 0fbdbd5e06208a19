"""Bad inputs made anew from a seed, and every command that reads, run against each of them.

``python -m hostile --seed 7 --count 400`` from ``tests/`` prints a table: how many were tried, how many ended with a clear
message, and how many with what must never be: a traceback, an abort, much time or memory, a number that changed without a
word, an alarm about a clean file. Each generator says what must come of its file: the code of the problem, or the scores.
"""
