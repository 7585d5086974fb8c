"""What the lines of a completion are worth: steps, strategies, step rewards."""

from curricula.house import check_generators

check_generators()
