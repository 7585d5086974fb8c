"""Families written from docs/families.md alone (tests/test_strangers.py)."""
