"""Helpers for the people who work on this repository; the site does not need them."""
