"""What several pages show, and what they are made with."""
