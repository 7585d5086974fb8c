"""Combinatorics: choosing and counting."""
