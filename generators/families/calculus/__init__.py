"""Families of problems about derivatives and integrals."""
