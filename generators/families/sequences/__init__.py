"""Sequences: terms, rules and sums."""
