"""Stage 8, *publish*: writes everything in the site other than pages, and packs it."""
