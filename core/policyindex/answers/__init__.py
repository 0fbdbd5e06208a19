"""Answers: records, answer sets, and the checks that turn files into them."""
