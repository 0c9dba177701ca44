"""The knowledge base of the Regional Conference on Migration (RCM).

Data flows one way, and so do imports:

``read`` → ``parse`` → ``assemble`` → ``check`` → ``view`` → ``render`` → ``publish``

Every stage is made of pure functions over frozen values; only ``mkdocs_adapter`` knows MkDocs, only ``environment``
reads the clock or the environment.
"""
