"""Stage 8, *publish*: what the site is besides its pages."""
