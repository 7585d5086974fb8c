"""What a claim's text is made of: chains such as `a = b < c`, separated by commas or by `or`."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from generators.claims.reader import Node, Reader, Unreadable, variables

Decide = Callable[[Sequence[Any]], bool]


class Chain(NamedTuple):
    """`a = b = c`: expressions, and the relations between neighbours."""

    members: tuple[Node, ...]
    relations: tuple[str, ...]

    def links(self) -> list[tuple[Node, str, Node]]:
        return list(zip(self.members, self.relations, self.members[1:], strict=False))

    def equation(self) -> tuple[Node, Node]:
        """The two sides, where the chain is one equation. Raises Unreadable."""
        if self.relations != ("=",):
            raise Unreadable("one equation was expected")
        return self.members[0], self.members[1]


def following(reader: Reader, text: str) -> Reader:
    """A reader of `text` whose holes continue the count of `reader`."""
    after = reader.another(text)
    after.holes = reader.holes
    return after


def read_chain(reader: Reader) -> Chain:
    """One chain, up to what does not belong to it."""
    members, relations = [reader.sum()], []
    while relation := reader.take(*reader.relations):
        relations.append(relation)
        members.append(reader.sum())
    return Chain(tuple(members), tuple(relations))


def read_chains(reader: Reader) -> tuple[list[Chain], str | None]:
    """The chains up to the end, and what parts them: a comma, the word `or`, or None."""
    chains, separator = [], None
    while True:
        chains.append(read_chain(reader))
        found = reader.take(",", "or")
        if found is None:
            reader.finish()
            return chains, separator
        if found != (separator or found):
            raise Unreadable("a list is separated by commas or by 'or', not by both")
        separator = found


def lone_letter(node: Node) -> str | None:
    """The letter that a tree is, whatever its coefficient; None where it is more."""
    if node[0] == "*" and node[1][0] == "hole":
        node = node[2]
    return node[1] if node[0] == "variable" else None


def speaks_of_letters(chains: Sequence[Chain]) -> bool:
    return any(map(variables, members_of(chains)))


def members_of(chains: Sequence[Chain]) -> list[Node]:
    """The members of all chains."""
    return list(chain.from_iterable([each.members for each in chains]))


def links_of(chains: Sequence[Chain]) -> list[tuple[Node, str, Node]]:
    """The links of all chains: a member, a relation and the next member."""
    return list(chain.from_iterable([each.links() for each in chains]))


def every(tests: Sequence[Decide]) -> Decide:
    if len(tests) == 1:
        return tests[0]
    return lambda v: all([test(v) for test in tests])
