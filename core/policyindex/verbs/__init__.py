"""One module a verb: from a request to what it gives."""
