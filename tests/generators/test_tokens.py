"""The rule by which tokens are counted, and how near it comes to Qwen2.5's tokenizer."""

import pytest

from generators.render import Rendering, render
from generators.tokens import tokens_in
from pipelines.dataset.token_counts import exact_counts, spread
from tests.drawn import every_family, setting

LATEX = Rendering("latex")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("Check: 12 + 3.", 9),  # Check, :, a blank, 1, 2, +, a blank, 3, .
        ("\\frac{3}{4}", 7),
        ("multiplication", 2),
        ("a\n\nb", 3),
        ("x = -5", 4),
    ],
)
def test_the_rule(text, tokens):
    assert tokens_in(text) == tokens


@every_family
def test_it_comes_near_the_tokenizer(name):
    texts = []
    for difficulty in (1, 3, 5):
        problem = setting(name, difficulty).problem(2, difficulty)
        for strategy in problem.strategies():
            texts.append(render(problem, problem.solve(strategy), LATEX, boxed=True))
    ours, theirs = sum(map(tokens_in, texts)), sum(exact_counts(texts))
    assert 0.93 < ours / theirs < 1.07


def test_the_tokenizer_is_the_one_of_qwen():
    """Each digit is a token of its own, and so is the blank before it."""
    assert exact_counts(["12345", " 7", "the", "<|im_start|>"]) == [5, 2, 1, 6]


def test_what_is_told_of_many_counts():
    assert spread([5]) == (5, 5, 5)
    assert spread(list(range(1, 12))) == (6, 10, 11)
