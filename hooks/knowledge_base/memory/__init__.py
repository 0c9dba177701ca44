"""What one build knows of the one before: which pages still hold, and what it need not read or make again."""
