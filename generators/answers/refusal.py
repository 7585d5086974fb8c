"""Why an answer's text is refused: a word for each reason, which graders log and count."""

from generators.claims.reader import Unreadable


class Refusal(Unreadable):
    """The text is not an answer that is read. `reason` is the word that a verdict gives."""

    reason = "syntax"


class WrongKind(Refusal):
    """The text reads, but as another kind of answer: a list where a number is due, an equation
    where an expression is."""

    reason = "kind"


class WrongForm(Refusal):
    """Not written as asked: a calculation where a number is due, a fraction that is not in lowest
    terms."""

    reason = "form"


class Unordered(Refusal):
    """Quantities of which it is not known which is larger."""


class Beyond(Refusal):
    """Reading it would take more work than a bounded reader spends."""

    reason = "limit"


def reason_of(error: Unreadable) -> str:
    """The word for why a text was refused."""
    return getattr(error, "reason", "syntax")
