"""Families of problems, one file each: DOMAIN/NAME.py is `DOMAIN.NAME`."""
