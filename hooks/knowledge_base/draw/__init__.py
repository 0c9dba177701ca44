"""Stage 6, *draw*: turns the data of charts and maps in a view into inline SVG."""
