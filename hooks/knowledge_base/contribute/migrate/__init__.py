"""Migrations of content written for an earlier model: one module for each change of the model."""
