"""How long a text is in tokens, by a fixed rule of our own, so that a row says it without any
tokenizer and for ever alike.

The rule: each digit one token, and the blank before a number another; a word one for every nine
letters, a LaTeX command or a run of signs one for every three characters, line breaks one. On 270
solutions in LaTeX of all families it gave 99.2 % of what Qwen2.5's tokenizer gives, with a standard
deviation of 1.7 % (tests/generators/test_tokens.py looks again).
"""

import re

MOST = (
    1_200  # of one solution, in LaTeX at normal detail; a strategy that needs more does not apply
)
TOKEN = re.compile(r"\d|\\?[A-Za-z]+|\n+|[^\sA-Za-z\d]+", re.ASCII)
NUMBER_BEHIND_BLANK = re.compile(r" \d", re.ASCII)
OF_WORD, OF_SIGNS = 9, 3  # characters


def tokens_in(text: str) -> int:
    """About how many tokens of Qwen2.5 a text has."""
    count = len(NUMBER_BEHIND_BLANK.findall(text))
    for token in TOKEN.findall(text):
        if token.isdigit() or token[0] == "\n":
            count += 1
        else:
            size = OF_WORD if token.isalpha() else OF_SIGNS
            count += 1 + (len(token) - 1) // size
    return count
