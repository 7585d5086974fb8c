"""Their answers by SymPy."""
