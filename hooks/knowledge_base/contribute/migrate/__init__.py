"""Moves content that was written for an earlier model to the present one, without losing a word."""
