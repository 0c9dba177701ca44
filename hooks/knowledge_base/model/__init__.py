"""The typed model: the fields of entries and vocabulary terms.

It is the single source of truth: the checks, the forms and the schemas all derive the fields from it.
"""
