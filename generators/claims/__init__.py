"""Claims: plain maths read, printed, compiled and decided."""
