"""Stage 4, *check*: the entries against the vocabularies and each other. Every problem is found at once."""
