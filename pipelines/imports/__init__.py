"""Datasets of other projects as evaluation sets."""
