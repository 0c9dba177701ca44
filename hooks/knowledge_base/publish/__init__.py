"""Stage 7, *publish*: what the site is besides its pages."""
