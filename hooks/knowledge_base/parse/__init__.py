"""Stage 2, *parse*: source files become pages, with the line and column of every value."""
