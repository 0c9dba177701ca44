"""The offline copy and its updates."""
