"""Configuration files for the servers and hosts that may publish the site, all made from the same values."""
