"""The typed model: what an entry and a vocabulary term are made of.

It is the single source of truth. The lint, and whatever else needs to know the fields, read it from here.
"""
