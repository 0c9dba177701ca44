"""Tools for contributors and editors: creating entries, translating, importing files, reviewing proposals."""
