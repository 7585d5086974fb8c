"""Inequalities, whose answers are intervals."""
