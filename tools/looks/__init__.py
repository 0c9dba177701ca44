"""`make looks`: pictures of a page of each kind, beside those of an earlier revision where somebody names one."""
