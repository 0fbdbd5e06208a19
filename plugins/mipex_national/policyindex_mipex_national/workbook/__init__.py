"""MPG's workbooks ("Policy Indicators Scores, core set") read into answers, comments and published scores.

Everything is recognised by structure, never by country: one sheet a country, a block of overall scores, then a block
for each policy area whose items take a few columns each.
"""
