"""Single pages of the site on paper: a PDF for each entry and brief that people hand round."""
