"""Names of earlier versions: still taken, with a notice of one line."""

import warnings

from generators.errors import Notice


class OldName(Notice):
    """A name of an earlier version was used; the text says what it is called now."""


def notice(old: str, new: str, stacklevel: int = 3) -> None:
    """Warns in one line that a name is an old one."""
    warnings.warn(f"{old} is now called {new}", OldName, stacklevel=stacklevel)
