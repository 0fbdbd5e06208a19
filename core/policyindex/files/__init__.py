"""Files: bytes, text, strict YAML with places, writing whole or not at all, workbooks from strangers."""
