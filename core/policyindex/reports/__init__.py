"""What is said: titles, texts, tables, trees, notes and provenance as plain data, which ``render`` says in any format."""
