"""Attribution: identities for any numbers, tables worked by hand, and gains drawn from known
changes."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.evaluation.completion_table import Completions, read_completions
from pipelines.report.attribution import FEW, attribute, balanced, term
from tests.drawn_completions import completion, drawn, table

SHARE = st.fractions(0, 1, max_denominator=1_000)
NAMES = ("backward", "forward", "mixed", "none")


def made(
    counts: dict[str, tuple[int, int]],
    forced: dict[str, tuple[int, int]] | None = None,
    problems: int = 50,
) -> Completions:
    """Completions of one type: so many of each strategy, so many of them right, dealt out to the
    problems."""
    rows = [(name, i < right) for name, (count, right) in counts.items() for i in range(count)]
    found = [
        completion(f"p{i % problems}", correct=right, strategy=name)
        for i, (name, right) in enumerate(rows)
    ]
    for name, (count, right) in (forced or {}).items():
        opened = {"sampling": "forced", "forced": name, "strategy": name}
        found += [completion(f"p{i % problems}", correct=i < right, **opened) for i in range(count)]
    return read_completions(table(found))


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_the_two_terms_of_a_strategy_are_its_whole_change(
    before, accuracy_before, after, accuracy_after, weight
):
    selection, improvement = term(before, accuracy_before, after, accuracy_after, weight)
    assert selection + improvement == after * accuracy_after - before * accuracy_before
    backwards = term(after, accuracy_after, before, accuracy_before, 1 - weight)
    assert backwards == (-selection, -improvement)


@given(SHARE, SHARE, SHARE, SHARE)
def test_the_midpoint_is_kitagawas_formula(before, accuracy_before, after, accuracy_after):
    selection, improvement = term(before, accuracy_before, after, accuracy_after, Fraction(1, 2))
    assert selection == (after - before) * (accuracy_before + accuracy_after) / 2
    assert improvement == (before + after) / 2 * (accuracy_after - accuracy_before)


COUNTS = st.dictionaries(
    st.sampled_from(NAMES),
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    min_size=1,
)


@settings(deadline=None)
@given(COUNTS, COUNTS)
def test_gain_is_selection_and_improvement_whatever_was_borrowed(before, after):
    found = attribute(made(before, problems=1), made(after, problems=1), draws=2)
    accuracies = [
        sum(right for _, right in side.values()) / sum(count for count, _ in side.values())
        for side in (before, after)
    ]
    assert found.gain.value == pytest.approx(accuracies[1] - accuracies[0], abs=1e-12)
    assert found.selection.value + found.improvement.value == pytest.approx(
        found.gain.value, abs=1e-12
    )
    assert found.remainder.value == pytest.approx(0, abs=1e-12)
    assert sum(part.selection for part in found.parts) == pytest.approx(
        found.selection.value, abs=1e-12
    )
    turned = attribute(made(after, problems=1), made(before, problems=1), draws=2)
    assert turned.selection.value == pytest.approx(-found.selection.value, abs=1e-12)
    assert turned.improvement.value == pytest.approx(-found.improvement.value, abs=1e-12)


def test_a_table_worked_by_hand():
    before = made({"forward": (50, 40), "backward": (50, 10)})  # .5 x .8 + .5 x .2 = .5
    after = made({"forward": (80, 72), "backward": (20, 6)})  # .8 x .9 + .2 x .3 = .78
    found = attribute(before, after)
    assert found.gain.value == pytest.approx(0.28)
    assert found.selection.value == pytest.approx(0.3 * 0.85 - 0.3 * 0.25)
    assert found.improvement.value == pytest.approx(0.65 * 0.1 + 0.35 * 0.1)
    assert [(part.strategy, part.completions, part.borrowed) for part in found.parts] == [
        ("backward", (50, 20), ""),
        ("forward", (50, 80), ""),
    ]


def test_few_completions_borrow_the_accuracy_of_the_other_side():
    before = made({"forward": (50, 40), "backward": (50, 10)})
    after = made({"forward": (81, 81), "backward": (19, 19)})
    found = attribute(before, after)
    part = next(part for part in found.parts if part.strategy == "backward")
    assert part.borrowed == "after" and part.accuracy == (0.2, 1.0)
    assert part.selection == pytest.approx(
        (0.19 - 0.5) * 0.2
    )  # valued at the accuracy that 50 completions have
    assert part.improvement == pytest.approx(0.19 * (1.0 - 0.2))  # at most the share of the few
    enough = attribute(before, made({"forward": (80, 80), "backward": (FEW, FEW)}))
    assert not any(part.borrowed for part in enough.parts)


def test_a_strategy_that_one_side_never_uses_is_selection_alone():
    before = made({"forward": (50, 40), "none": (50, 0)})
    after = made({"forward": (50, 40), "backward": (50, 45)})
    parts = {part.strategy: part for part in attribute(before, after).parts}
    assert parts["backward"].accuracy == (None, 0.9) and parts["backward"].borrowed == "before"
    assert (parts["backward"].selection, parts["backward"].improvement) == (pytest.approx(0.45), 0)
    assert (parts["none"].selection, parts["none"].improvement, parts["none"].borrowed) == (
        0,
        0,
        "after",
    )


def test_few_on_one_side_and_none_on_the_other_still_says_who_borrowed():
    found = attribute(made({"forward": (50, 40), "none": (5, 1)}), made({"forward": (50, 40)}))
    part = next(part for part in found.parts if part.strategy == "none")
    assert (part.borrowed, part.improvement) == ("after", 0) and part.selection == pytest.approx(
        -5 / 55 * 0.2
    )


def test_two_sides_of_few_stay_at_the_midpoint():
    found = attribute(
        made({"forward": (10, 5), "backward": (90, 9)}),
        made({"forward": (10, 10), "backward": (90, 9)}),
    )
    part = next(part for part in found.parts if part.strategy == "forward")
    assert part.borrowed == "" and part.improvement == pytest.approx(0.1 * 0.5)


def test_forced_accuracy_that_is_the_conditional_one_leaves_no_remainder():
    before = made(
        {"forward": (50, 40), "backward": (50, 10)}, {"forward": (50, 40), "backward": (50, 10)}
    )
    after = made(
        {"forward": (80, 72), "backward": (20, 6)}, {"forward": (50, 45), "backward": (50, 15)}
    )
    conditional, forced = attribute(before, after), attribute(before, after, forced=True)
    assert forced.selection.value == pytest.approx(conditional.selection.value)
    assert forced.remainder.value == pytest.approx(0, abs=1e-12)
    assert all(part.forced for part in forced.parts) and not any(
        part.forced for part in conditional.parts
    )


def test_forced_accuracy_is_enough_where_few_were_chosen_freely():
    before = made({"forward": (50, 40), "backward": (50, 10)}, {"backward": (50, 10)})
    after = made({"forward": (95, 90), "backward": (5, 5)}, {"backward": (50, 30)})
    part = next(
        part for part in attribute(before, after, forced=True).parts if part.strategy == "backward"
    )
    assert part.borrowed == "" and part.accuracy == (0.2, 0.6)
    assert (part.selection, part.improvement) == (
        pytest.approx((0.05 - 0.5) * 0.4),
        pytest.approx(0.275 * 0.4),
    )


def test_forced_accuracy_shows_what_matching_was_worth():
    """Before, each strategy is chosen for any problem; after, for those that it solves. Neither got
    better by itself."""
    forced = {"forward": (100, 50), "backward": (100, 50)}
    before = made({"forward": (50, 25), "backward": (50, 25)}, forced)
    after = made({"forward": (50, 50), "backward": (50, 50)}, forced)
    found = attribute(before, after, forced=True)
    assert (found.selection.value, found.improvement.value) == (0, 0)
    assert found.remainder.value == found.gain.value == pytest.approx(0.5)
    assert attribute(before, after).improvement.value == pytest.approx(0.5)


def test_what_cannot_be_forced_keeps_its_conditional_terms():
    before = made({"forward": (60, 30), "none": (40, 4)}, {"forward": (50, 30)})
    after = made({"forward": (80, 60), "none": (20, 4)}, {"forward": (50, 40)})
    conditional = {part.strategy: part for part in attribute(before, after).parts}
    forced = {part.strategy: part for part in attribute(before, after, forced=True).parts}
    assert forced["none"] == conditional["none"] and not forced["none"].forced
    assert forced["forward"].accuracy == (0.6, 0.8) and forced[
        "forward"
    ].improvement == pytest.approx(0.7 * 0.2)
    few = made({"forward": (60, 30), "none": (40, 4)}, {"forward": (FEW - 1, 10)})
    assert not any(part.forced for part in attribute(few, after, forced=True).parts)


def test_only_problems_of_both_sides_count_and_there_must_be_some():
    before = made({"forward": (50, 25)}, problems=50)
    after = made({"forward": (100, 100)}, problems=100)
    assert attribute(before, after).parts[0].completions == (50, 50)
    other = read_completions(table([completion("elsewhere")]))
    with pytest.raises(ValueError):
        attribute(before, other)


def test_both_sides_are_drawn_with_the_same_problems():
    side = read_completions(drawn({"evaluation": {"forward": (0.5, 0.8), "backward": (0.5, 0.3)}}))
    found = attribute(side, side)
    for figure in (found.gain, found.selection, found.improvement):
        assert (figure.value, figure.low, figure.high) == (0, 0, 0)
    lone = made({"forward": (50, 25)})
    assert attribute(lone, made({"forward": (50, 50)})).gain.low > 0.3


@pytest.mark.parametrize(
    "after, selection, improvement",
    [
        ({"forward": (0.9, 0.8), "backward": (0.1, 0.2)}, 0.4 * 0.6, 0.0),
        ({"forward": (0.5, 0.95), "backward": (0.5, 0.6)}, 0.0, 0.5 * 0.15 + 0.5 * 0.4),
        (
            {"forward": (0.9, 0.9), "backward": (0.1, 0.4)},
            0.4 * 0.85 - 0.4 * 0.3,
            0.7 * 0.1 + 0.3 * 0.2,
        ),
    ],
)
def test_known_changes_are_found_within_their_intervals(after, selection, improvement):
    before = {"forward": (0.5, 0.8), "backward": (0.5, 0.2)}
    inside = 0
    for seed in range(8):
        sides = [
            read_completions(drawn({"evaluation": each}, 150, 8, seed=2 * seed + i))
            for i, each in enumerate((before, after))
        ]
        for forced in (False, True):
            found = attribute(sides[0], sides[1], (seed,), forced, 300)
            inside += found.selection.low - 1e-9 <= selection <= found.selection.high + 1e-9
            inside += found.improvement.low - 1e-9 <= improvement <= found.improvement.high + 1e-9
    assert inside >= 27  # of 32, at 95 %


def test_all_types_count_the_same():
    small, large = made({"forward": (50, 25)}), made({"forward": (500, 100)})
    gains = [
        attribute(small, made({"forward": (50, 50)})),
        attribute(large, made({"forward": (500, 150)})),
    ]
    found = balanced(gains)
    assert found.gain.value == pytest.approx((0.5 + 0.1) / 2)
    assert found.selection.value + found.improvement.value == pytest.approx(
        found.gain.value, abs=1e-12
    )
    widths = [each.gain.high - each.gain.low for each in (*gains, found)]
    assert widths[2] < max(widths[:2])
    assert np.allclose(found.draws[0], found.draws[1] + found.draws[2], atol=1e-12)


def test_as_json_it_says_what_was_borrowed():
    plain = attribute(
        made({"forward": (50, 25), "backward": (5, 1)}),
        made({"forward": (50, 25), "backward": (50, 10)}),
    ).plain()
    assert plain["gain"]["kind"] == "bootstrap"
    assert [part["borrowed"] for part in plain["strategies"]] == ["before", ""]


def test_both_ends_of_the_range_stand_beside_the_midpoint():
    """Valued by the accuracy before, or after: the midpoint is their mean where nothing is
    borrowed, and each end adds up to the gain."""
    before = {"evaluation": {"forward": (0.5, 0.8), "backward": (0.5, 0.2)}}
    after = {"evaluation": {"forward": (0.9, 0.95), "backward": (0.1, 0.3)}}
    sides = [read_completions(drawn(side)) for side in (before, after)]
    for forced in (False, True):
        found = attribute(sides[0], sides[1], forced=forced)
        assert len(found.ends) == 2
        for end in found.ends:
            total = end.selection + end.improvement + found.remainder.value
            assert total == pytest.approx(found.gain.value, abs=1e-9)
        mean = sum(end.selection for end in found.ends) / 2
        assert mean == pytest.approx(found.selection.value, abs=1e-9)
        assert found.ends[0].selection != found.ends[1].selection
    together = balanced([attribute(*sides), attribute(*sides)])
    alone = attribute(*sides)
    for one, other in zip(together.ends, alone.ends, strict=True):
        assert tuple(one) == pytest.approx(tuple(other))
