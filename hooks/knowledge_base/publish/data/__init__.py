"""Data: what the site knows in the formats of calendars, feed readers, spreadsheets, libraries and programs."""
