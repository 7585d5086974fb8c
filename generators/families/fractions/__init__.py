"""Fractions, percentages and ratios."""
