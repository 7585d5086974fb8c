"""What a final answer is worth."""

from curricula.house import check_generators

check_generators()
