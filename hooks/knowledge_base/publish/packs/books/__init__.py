"""Books of a built site: all pages of a language in their order, for e-readers (EPUB) and for Kiwix (ZIM)."""
