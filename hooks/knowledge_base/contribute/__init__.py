"""What contributors and editors are helped with: new entries, translations, files that others send."""
