"""Stage 3, *assemble*: merges pages into entries with their translations, and builds vocabularies and catalogue."""
