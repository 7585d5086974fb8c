"""Derivatives of polynomials and of their quotients."""
