"""The copy of the site in a single HTML file, one for each language."""
