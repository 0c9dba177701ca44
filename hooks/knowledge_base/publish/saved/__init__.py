"""Copies of the site that browsers save on their reader's device, when asked: what is in them, and how it is sent."""
