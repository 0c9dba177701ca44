"""Benchmarks on synthetic repositories; the site doesn't need them."""
