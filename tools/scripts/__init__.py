"""What the readers' scripts and style sheets are held to."""
