"""The Markdown of bodies: what it may hold, what is in it, and its HTML. Everything that reads a body reads it here."""
