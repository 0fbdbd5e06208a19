"""What is said: reports as plain data, made from what verbs found."""
