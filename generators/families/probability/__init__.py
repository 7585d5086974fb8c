"""Probability: chances found by exact counting and by trees."""
