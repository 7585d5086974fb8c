"""Families of problems about systems of linear equations and matrices."""
