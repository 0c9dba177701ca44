"""Components and helpers shared by several pages."""
