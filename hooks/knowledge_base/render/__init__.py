"""Stage 7, *render*: page contexts to HTML. The only user of Jinja."""
