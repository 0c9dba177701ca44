"""What each kind of entry shows, one module a kind."""
