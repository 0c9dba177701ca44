"""Files of the site other than pages."""
