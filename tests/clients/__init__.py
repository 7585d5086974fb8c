"""Exports checked with the real clients that read them: each in an environment of its own, on the
same five hundred completions."""
