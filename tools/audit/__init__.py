"""`make audit`: every page of the built site before checkers that others keep, too slow for each run of the tests."""
