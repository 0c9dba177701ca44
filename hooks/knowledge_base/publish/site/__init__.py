"""What stands in the site beside its pages."""
