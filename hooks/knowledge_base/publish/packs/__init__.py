"""Packs: the offline copy and its updates."""
