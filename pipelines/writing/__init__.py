"""Texts of values put into files: templates filled, each value quoted for its language."""
