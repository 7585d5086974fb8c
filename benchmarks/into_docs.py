"""Put measured tables where a page of docs/ keeps them: between `<!-- measured: NAME -->` and `<!--
end -->`."""

from pathlib import Path


def print_into(text: str, name: str, page: str | None) -> None:
    """Print the text, or put it into a page in place of what was measured before. Raises ValueError
    for a page without the place."""
    if page is None:
        print(text)
        return
    path = Path(page)
    before, opening, rest = path.read_text(encoding="utf-8").partition(
        f"<!-- measured: {name} -->\n"
    )
    _, closing, after = rest.partition("<!-- end -->")
    if not opening or not closing:
        raise ValueError(f"{page} has no place for what was measured of {name}")
    path.write_text(f"{before}{opening}\n{text}\n\n{closing}{after}", encoding="utf-8")
