"""Development tools; the site doesn't need them."""
