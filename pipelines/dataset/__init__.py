"""Data sets on disk: what is planned, written, described and verified."""
