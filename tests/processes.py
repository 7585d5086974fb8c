"""The processes of a session, for tests and benchmarks that stop builds."""

from pathlib import Path


def in_session(session: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, *numbers = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(numbers[2]) == session and state != "Z":
            found.append(int(place.name))
    return found
