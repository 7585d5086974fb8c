"""Equations and expressions with letters."""
