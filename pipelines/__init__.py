"""From problems to datasets, to models, to findings."""
