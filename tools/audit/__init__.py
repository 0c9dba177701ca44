"""`make audit`: third-party checkers on every page of the built site; too slow for every test run."""
