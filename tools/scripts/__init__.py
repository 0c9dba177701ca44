"""Linters and type checks for the site's scripts and style sheets."""
