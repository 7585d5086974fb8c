"""Families of geometry."""
