"""The laws that every family obeys, as functions; `curricula check` and the tests call them."""

from generators.laws import of_problems, of_steps, of_texts
from generators.laws.law import BOOK, Finding, Law, Sample

__all__ = ["BOOK", "Finding", "Law", "Sample", "of_problems", "of_steps", "of_texts"]
