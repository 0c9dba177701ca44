"""Stage 6, *draw*: what a view shows as a picture, as SVG that stands in the page."""
