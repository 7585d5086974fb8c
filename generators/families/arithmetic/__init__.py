"""Families of problems about calculating with whole numbers."""
