"""Stage 5, *view*: turns the catalogue and a locale into typed page contexts, free of HTML and relative URLs."""
