"""`make looks`: screenshots of a sample of pages, compared with those of an earlier revision if one is given."""
