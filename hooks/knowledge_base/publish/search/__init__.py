"""The search index: what each page says, cut into small scripts of which a reader loads those that a query needs."""
