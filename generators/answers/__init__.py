"""Typed answers: how each kind is read, compared and written."""
