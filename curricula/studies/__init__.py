"""Studies: experiments as values, one file each."""

from curricula.house import check_generators

check_generators()
