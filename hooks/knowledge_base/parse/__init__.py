"""Stage 2, *parse*: from source files to pages, whose every value knows its line and column."""
