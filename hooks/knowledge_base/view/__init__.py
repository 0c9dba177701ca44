"""Stage 5, *view*: the catalogue and a language to typed page contexts. No HTML is made here, and no URL is relative yet."""
