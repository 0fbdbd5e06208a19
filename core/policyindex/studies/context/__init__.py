"""Context: what others measured, reported or did, kept beside an index; it enters no score."""
