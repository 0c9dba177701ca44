"""Stage 6, *render*: page contexts to HTML. The only user of Jinja."""
