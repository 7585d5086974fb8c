"""Arithmetic modulo a prime."""
