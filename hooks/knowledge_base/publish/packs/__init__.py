"""Packs: the copies of the site that readers can download, and the updates of that in a folder."""
