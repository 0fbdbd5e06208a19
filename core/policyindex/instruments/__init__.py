"""Instruments as data: models, files, checks, composition, hashes, texts."""
