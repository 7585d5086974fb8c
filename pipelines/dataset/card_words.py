"""What its author says of a dataset: title, description, authors and links, kept in card.yaml
beside its files, from which the card takes them.

The file is data and nothing else, read as every YAML here: bounded, without tags and aliases. It is
the author's to edit at any time, so it is no file that the manifest describes; the manifest holds
the words that stand in the card.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from curricula.curriculum import CurriculumError
from curricula.curriculum_file import read_bounded, read_yaml
from curricula.names import fault, shown
from generators.errors import DatasetError
from pipelines.dataset.manifest import not_plain
from pipelines.dataset.whole_files import write_whole
from pipelines.writing.quoting import ADDRESS

WORDS = "card.yaml"
FIELDS = ("title", "description", "author", "links")
SHOWN = 60  # letters of a bad value in a message
LONGEST = 20_000  # signs of a description
MOST_AUTHORS, MOST_LINKS = 50, 20
ADDRESSES = "a web address, https://... in ASCII and at most 500 signs"


class Link(NamedTuple):
    """An address, and what it is called; the name may be empty."""

    name: str
    address: str


class CardWords(NamedTuple):
    """An author's words; what is empty is not said. Of a description an empty line ends a
    paragraph."""

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in re.split(r"\n[ \t]*\n", self.description) if part.strip()]

    def plain(self) -> dict[str, Any]:
        """What is said, as card.yaml and a manifest hold it."""
        links: Any = [link.address for link in self.links]
        if any([link.name for link in self.links]):
            links = {link.name or link.address: link.address for link in self.links}
        values = (self.title, self.description, list(self.authors), links)
        return {name: value for name, value in zip(FIELDS, values, strict=True) if value}


NO_WORDS = CardWords()


def words_of(content: Any) -> CardWords:
    """The words that plain values say. Raises DatasetError naming the field, what came and what is
    allowed."""
    if content is None:
        return NO_WORDS
    if not isinstance(content, dict):
        raise DatasetError(f"a mapping with {', '.join(FIELDS)} is needed, not {type_of(content)}")
    for name in content:
        if name not in FIELDS:
            wrong = shown(str(name), SHOWN)
            raise DatasetError(f"'{wrong}': no such field; there are {', '.join(FIELDS)}")
    return CardWords(
        line_of("title", content.get("title")),
        description_of(content.get("description")),
        authors_of(content.get("author")),
        links_of(content.get("links")),
    )


def type_of(value: Any) -> str:
    return f"a {type(value).__name__}"


def line_of(field: str, value: Any) -> str:
    """A text in one line; nothing where it is not there. Raises DatasetError."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise DatasetError(f"{field}: a text is needed, not {type_of(value)}; write it in quotes")
    if fault("title", value) or not value.isprintable():
        came = shown(value, SHOWN)
        raise DatasetError(f"{field}: '{came}' is no line of at most 200 signs that are printed")
    return value.strip()


def description_of(value: Any) -> str:
    """A text in paragraphs. Raises DatasetError."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise DatasetError(f"description: a text is needed, not {type_of(value)}")
    if len(value) > LONGEST:
        raise DatasetError(f"description: {len(value):,} signs; at most {LONGEST:,} are taken")
    bad = next((sign for sign in value if not sign.isprintable() and sign not in "\n\t"), "")
    if bad:
        raise DatasetError(f"description: the sign {shown(bad)} is not printed; leave it out")
    return value.strip()


def authors_of(value: Any) -> tuple[str, ...]:
    """One name or a list of them. Raises DatasetError."""
    names = value if isinstance(value, list) else [value]
    if len(names) > MOST_AUTHORS:
        raise DatasetError(f"author: {len(names):,} names; at most {MOST_AUTHORS} are taken")
    lines = [line_of("author", name) for name in names]
    return tuple(filter(None, lines))


def links_of(value: Any) -> tuple[Link, ...]:
    """A list of addresses, or a mapping from names to them. Raises DatasetError."""
    if value is None:
        return ()
    if not isinstance(value, (list, dict)):
        raise DatasetError("links: a list of addresses, or a mapping from names to them, is needed")
    if len(value) > MOST_LINKS:
        raise DatasetError(f"links: {len(value):,} are there; at most {MOST_LINKS} are taken")
    named = value.items() if isinstance(value, dict) else [("", address) for address in value]
    links = []
    for name, address in named:
        if not isinstance(address, str) or not ADDRESS.fullmatch(address):
            raise DatasetError(f"links: '{shown(str(address), SHOWN)}' is not {ADDRESSES}")
        called = line_of("links", name)
        links.append(Link("" if called == address else called, address))
    return tuple(links)


def linked(texts: Iterable[str]) -> dict[str, str] | list[str]:
    """The links that options name, each an address or NAME=ADDRESS, as card.yaml has them. Raises
    DatasetError."""
    links: dict[str, str] = {}
    for text in texts:
        name, sign, address = text.partition("=")
        if ADDRESS.fullmatch(text) or not sign:
            name, address = text, text
        links[name] = address
    return links


def read_words(folder: Path) -> CardWords:
    """The words in a dataset's folder; none where it has no card.yaml. Raises DatasetError."""
    if reason := not_plain(folder, WORDS):
        raise DatasetError(f"{folder / WORDS} {reason}")
    return read_card_file(folder / WORDS) if (folder / WORDS).exists() else NO_WORDS


def read_card_file(path: Path) -> CardWords:
    """The words in a file. Raises DatasetError naming file and field."""
    try:
        return words_of(read_yaml(read_bounded(path)))
    except CurriculumError as error:
        said = str(error)
        raise DatasetError(said if said.startswith(str(path)) else f"{path}: {said}") from error
    except DatasetError as error:
        raise DatasetError(f"{path}: {error}") from error


def words_asked(file: Path | None, given: dict[str, Any]) -> dict[str, Any]:
    """What is to be said anew: the fields of a file, and over them those of options; an empty value
    takes a field away. Raises DatasetError."""
    fields: dict[str, Any] = read_card_file(file).plain() if file is not None else {}
    for name, value in given.items():
        if value not in (None, ()):
            fields[name] = linked(value) if name == "links" else value
    if isinstance(fields.get("author"), tuple):
        fields["author"] = list(fields["author"])
    if fields.get("links") in ({"": ""}, []):
        fields["links"] = None
    words_of(fields)
    return fields


def keep_words(folder: Path, asked: dict[str, Any]) -> CardWords:
    """Put what is asked into the folder's card.yaml, whose other fields stay; the words that are
    there then. Raises DatasetError."""
    before = read_words(folder)
    if not asked:
        return before
    words = words_of({**before.plain(), **asked})
    if words != before:
        write_words(folder, words)
    return words


class Lines(yaml.SafeDumper):
    """Writes texts of several lines line by line."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


Lines.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)


def write_words(folder: Path, words: CardWords) -> None:
    """Write card.yaml."""
    plain = words.plain()
    text = yaml.dump(plain, Dumper=Lines, sort_keys=False, allow_unicode=True, width=100)
    write_whole(folder / WORDS, text)
