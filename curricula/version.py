"""The version of this project, which every data set records."""

VERSION = "0.1.0"
