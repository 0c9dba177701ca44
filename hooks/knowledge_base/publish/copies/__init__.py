"""Copies for readers without the site: for e-readers, for Kiwix, on paper, of one country or topic."""
