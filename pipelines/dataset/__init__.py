"""Datasets on disk: what is planned, written, described and verified."""
