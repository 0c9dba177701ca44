"""The sixteen documents of the archive: what their entries say, and what the model cannot say of them."""
