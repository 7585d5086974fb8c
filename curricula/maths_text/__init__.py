"""Maths as models write it, read into plain maths."""

from curricula.house import check_generators

check_generators()
