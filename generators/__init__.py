"""Families of problems and the exact mathematics that checks their solutions. Pure: no files,
network, clock or global state."""
