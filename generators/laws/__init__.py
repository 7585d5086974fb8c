"""The laws that every family obeys, as functions: `curricula check` and the tests both call them."""
