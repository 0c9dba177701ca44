"""Stage 5, *view*: the catalogue and a language to typed page contexts, without HTML and relative addresses."""
