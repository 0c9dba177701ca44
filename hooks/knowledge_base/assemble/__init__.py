"""Stage 3, *assemble*: pages to entries with their translations, vocabularies, and the catalogue over them."""
