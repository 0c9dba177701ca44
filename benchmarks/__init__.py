"""Measurements of the build, on repositories made for the purpose; the site does not need them."""
