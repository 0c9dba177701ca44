"""What is specific to each kind of entry, one module per kind."""
