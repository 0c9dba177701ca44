"""Stage 4, *check*: validates entries against the vocabularies and each other. One run reports all problems."""
