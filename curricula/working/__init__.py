"""What the lines of a completion are worth: steps, strategies, step rewards."""
