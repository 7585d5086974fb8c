"""The version of this project, which every dataset records."""

VERSION = "0.1.0"
