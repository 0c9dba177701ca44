"""The build cache: which pages of the previous build are still valid."""
