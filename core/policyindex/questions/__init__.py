"""One module a kind of question: how it is read, counted, worded, coded, and what its best answer is."""
