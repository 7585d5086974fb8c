"""Whatever numbers stand in its holes, a claim of any kind is printed as a text that reads back as
itself and is decided alike."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.claims.claim import Claim
from tests.drawn import law

FORMS = """
{} + {} - {} = {} * {}
{} - {}/{} = {}^2 - {}
{}/{} + {}/{} = {}/{} - {} * {}/{}
x - {} = {}x - {}(x - {}) - {}/{}
mod {} :: {} - {} = {} - {}
{} / {} - {} * {} < {}
|{} - {}| = max({}, {}) - min({}, {})
floor({}/{}) + {} = |{}|
{}sqrt({}) - {}sqrt({}) = {}sqrt({}) + {}
({} + sqrt({}))({} - sqrt({})) = {}
{}x^2 + {}x + {} = 0 :: x = ({} + sqrt({}))/{} or x = ({} - sqrt({}))/{}
(x + {}sqrt({}))(x - {}sqrt({})) = x^2 + {}
|{}x + {}| <= {} :: {} <= x <= {}
{}x^2 + {}x + {} > 0 :: x < {} or x > {}
{} < {}x + {} <= {} :: {} < x and x <= {} and x != {}
{}x + {} > {}x + {} :: no x
|{}x| + |x + {}| >= {} :: all x
a = {}, b = {}a + {}, c = a - {}b :: c = {}, {}a + {}b = {}
a_1 = {}, a_2 = {}a_1 + {} :: a_2 - a_1 = {}
f(x) = {}x^2 + {}x + {} :: f'(x) = {}x + {}, f'({}) = {}, f({}) = {}
f(x) = {}x + {}, g(x) = {}x^2 + {}, h(x) = f(x)/g(x) :: h({}) = {}, {}h'(x) + {}f(x) = {}
A = [{}, {}; {}, {}] :: A^2 = [{}, {}; {}, {}], {}A + {}A = [{}, {}; {}, {}]
A = [{}, {}; {}, {}] :: R_2 + {}R_1 -> [{}, {}; {}, {}], {}R_1 -> [{}, {}; {}, {}]
A = [{}, {}; {}, {}] :: det(A) = {}, det(A - t*I_2) = t^2 + {}t + {}
[{}, {}; {}, {}] * [{}; {}] :: [{}; {}]
{} km + {} km - {} km = {} km
{} km / {} h = {} km/h
v = {} km/h, t = {} h :: v * t = {} km
"""


@pytest.mark.parametrize("form", FORMS.strip().splitlines())
@law(60)
@given(seed=st.integers(0, 2**32))
def test_texts_read_back(form, seed):
    random = Random(seed)
    numbers = [*range(-3, 4), 12, -40, Fraction(1, 2), Fraction(-7, 3)]
    whole = random.random() < 0.5
    pool = [number for number in numbers if isinstance(number, int)] if whole else numbers
    claim = Claim(form, tuple([random.choice(pool) for _ in range(form.count("{}"))]))
    text = claim.text()
    again = Claim.read(text)
    assert again.text() == text
    assert again.holds() is claim.holds(), text
