"""Maths as models write it, read into plain maths."""
