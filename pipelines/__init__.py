"""From problems to data sets, to models, to findings."""
