"""Pieces of claims with as many terms as there are."""

import sys
from importlib import import_module
from math import comb

from generators.claims.claim import Claim
from generators.claims.fragments import binomial
from generators.claims.written import compile_claims

WRITTEN = """
from generators.claims.claim import Claim
from generators.claims.fragments import list_of

def factors(pairs):
    return Claim(f"{list_of((f'({a}x + {b})' for a, b in pairs), '')} = x^2 - 1")
"""


def test_a_binomial_coefficient_is_worked_out():
    assert binomial(13, 2).text() == "C(13, 2) = 13 * 12/(2 * 1) = 78"
    assert binomial(5, 1).text() == "C(5, 1) = 5"
    for n in range(12):
        for k in range(n + 1):
            claim = binomial(n, k)
            assert claim.holds() and claim.values[-1] == comb(n, k)
            assert Claim.read(claim.text()).text() == claim.text()


def test_the_separator_of_a_list_stays_a_text(tmp_path, monkeypatch):
    (tmp_path / "listed_factors.py").write_text(WRITTEN)
    monkeypatch.syspath_prepend(tmp_path)
    module = import_module("listed_factors")
    try:
        compile_claims("listed_factors")
        claim = module.factors([(1, 1), (1, -1)])
    finally:
        del sys.modules["listed_factors"]
    assert claim.text() == "(x + 1)(x - 1) = x^2 - 1"
    assert claim.holds()
