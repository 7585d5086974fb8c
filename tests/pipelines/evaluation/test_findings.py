"""The figures of one checkpoint: known shares and accuracies are found, marginals add up, and each
figure on a table worked by hand."""

import json
from math import log

import pyarrow as pa
import pytest

from generators.errors import ReportError
from pipelines.evaluation.completion_table import SCHEMA, natural, read_completions
from pipelines.evaluation.findings import entropy, summarise
from tests.drawn_completions import completion, drawn, table

KNOWN = {
    "evaluation": {"forward": (0.6, 0.9), "backward": (0.3, 0.2), "none": (0.1, 0.4)},
    "inversion": {"forward": (0.25, 0.1), "backward": (0.75, 0.6)},
}


@pytest.fixture(scope="module")
def known() -> dict:
    return summarise(drawn(KNOWN, 200, 8, seed=1, bands={"2-5": 1.0, "6-9": 0.5}))["bands"]


def inside(figure: dict, value: float) -> bool:
    slack = (
        figure["high"] - figure["low"]
    ) / 2  # twice the interval, so that many figures may be looked at
    return figure["low"] - slack <= value <= figure["high"] + slack


def test_known_shares_and_accuracies_are_found(known):
    for band, factor in {"2-5": 1.0, "6-9": 0.5}.items():
        for kind, strategies in KNOWN.items():
            found = known[band]["types"][kind]
            for name, (share, accuracy) in strategies.items():
                assert inside(found["strategies"][name]["share"], share)
                assert inside(found["strategies"][name]["accuracy"], accuracy * factor)
                if name != "none":
                    assert inside(found["forced"][name]["accuracy"], accuracy * factor)
                    assert found["forced"][name]["kept"]["value"] == 1
            whole = sum(share * accuracy for share, accuracy in strategies.values()) * factor
            assert (
                inside(found["accuracy"], whole)
                and found["accuracy"]["high"] - found["accuracy"]["low"] < 0.1
            )
            greedy = max(strategies.values())[1] * factor
            assert inside(found["greedy"], greedy)


def test_accuracy_is_the_sum_of_share_times_accuracy(known):
    for band in known.values():
        for found in band["types"].values():
            parts = [
                each["share"]["value"] * each["accuracy"]["value"]
                for each in found["strategies"].values()
                if each["accuracy"]
            ]
            assert sum(parts) == pytest.approx(found["accuracy"]["value"], abs=1e-12)
            assert sum(
                each["share"]["value"] for each in found["strategies"].values()
            ) == pytest.approx(1, abs=1e-12)


def test_all_is_the_mean_of_the_types_however_many_problems_each_has():
    rows = [completion(f"e{i}", "evaluation", i % 4 != 0) for i in range(400)]
    rows += [completion(f"i{i}", "inversion", False, "backward") for i in range(20)]
    rows += [completion(f"f{i}", "inversion", True, "forward") for i in range(20)]
    found = summarise(table(rows))["bands"]["6-9"]["types"]["all"]
    assert found["accuracy"]["value"] == pytest.approx((0.75 + 0.5) / 2)
    assert found["strategies"]["forward"]["share"]["value"] == pytest.approx((1 + 0.5) / 2)
    assert found["strategies"]["forward"]["accuracy"]["value"] == pytest.approx(
        (0.75 + 0.5) / (1 + 0.5)
    )
    assert found["entropy"] == pytest.approx(entropy([0.75, 0.25]))
    assert found["entropy_by_type"] == pytest.approx(log(2) / 2)


def test_each_type_and_band_draws_problems_of_its_own():
    """Two types that look the same are two pieces of evidence: the interval of their mean is about
    1 / sqrt 2 of each one's. With draws that they share it would be as wide."""
    rows = []
    for band in ("2-5", "6-9"):
        for kind in ("evaluation", "inversion"):
            for i in range(60):
                right = i % 2 == 0
                rows += [
                    completion(f"{kind}-{band}-{i}", kind, right, band=band, sample=sample)
                    for sample in range(2)
                ]
    bands = summarise(table(rows))["bands"]
    widths = []
    for band in ("2-5", "6-9", "all"):
        types = bands[band]["types"]
        each = [
            types[kind]["accuracy"]["high"] - types[kind]["accuracy"]["low"]
            for kind in ("evaluation", "inversion")
        ]
        mean = types["all"]["accuracy"]["high"] - types["all"]["accuracy"]["low"]
        assert mean < 0.85 * min(each)
        widths += each
    lows = {
        (band, kind): bands[band]["types"][kind]["pass_at_k"]["2"]["low"]
        for band in ("2-5", "6-9")
        for kind in ("evaluation", "inversion")
    }
    assert len(set(lows.values())) > 1, "all blocks share their draws"


def test_entropy():
    assert entropy([1.0]) == 0
    assert entropy([0.5, 0.5, 0.0]) == pytest.approx(log(2))
    assert entropy([0.25] * 4) == pytest.approx(log(4))


def test_pass_at_k_is_of_free_completions_and_corrected(known):
    found = known["6-9"]["types"]["inversion"]
    assert (
        list(found["pass_at_k"]) == ["1", "2", "4", "8"] == list(found["pass_at_k_beyond_chance"])
    )
    assert found["pass_at_k"]["1"]["value"] == pytest.approx(found["accuracy"]["value"], abs=1e-9)
    for k in (1, 2, 4, 8):
        guess = 1 - (10 / 11) ** k
        plain, beyond = (
            found["pass_at_k"][str(k)]["value"],
            found["pass_at_k_beyond_chance"][str(k)]["value"],
        )
        assert beyond == pytest.approx((plain - guess) / (1 - guess), abs=1e-9)
    rate = found["accuracy"]["value"]
    assert found["pass_at_k"]["8"]["value"] == pytest.approx(
        1 - (1 - rate) ** 8, abs=0.05
    )  # completions were drawn alike for all problems


def test_k_stops_at_the_fewest_completions():
    rows = [completion("a", sample=i) for i in range(8)] + [
        completion("b", sample=i) for i in range(3)
    ]
    assert list(summarise(table(rows))["bands"]["6-9"]["types"]["all"]["pass_at_k"]) == [
        "1",
        "2",
        "3",
    ]


def test_chance_and_ceiling(known):
    found = known["6-9"]["types"]
    assert found["all"]["chance"] == pytest.approx(1 / 11) and found["all"][
        "ceiling"
    ] == pytest.approx(6 / 11)
    assert (
        found["evaluation"]["chance"] == pytest.approx(1 / 11)
        and found["evaluation"]["ceiling"] is None
    )
    rows = [
        completion("a", "", options=None, family="algebra.one"),
        completion("b", "", options=2, family="algebra.two"),
    ]
    mixed = summarise(table(rows))["bands"]["6-9"]["types"]
    assert (mixed["all"]["chance"], mixed["all"]["ceiling"]) == (0.25, None)
    assert mixed["algebra.one"]["chance"] == 0


def test_verdicts_on_guesses():
    said = (
        [("yes", True)] * 3
        + [("yes", False)]
        + [("no", False)] * 4
        + [("no", True)] * 2
        + [("", True)] * 5
    )
    rows = [completion(f"p{i}", correct=right, said=word) for i, (word, right) in enumerate(said)]
    found = summarise(table(rows))["bands"]["6-9"]["types"]["all"]["verdicts"]
    assert (found["yes"], found["no"]) == (4, 6)
    values = [found[name]["value"] for name in ("right_given_yes", "wrong_given_no", "agree")]
    assert values == pytest.approx([3 / 4, 4 / 6, 7 / 10])
    silent = summarise(table([completion("a")]))["bands"]["6-9"]["types"]["all"]["verdicts"]
    assert silent == {
        "yes": 0,
        "no": 0,
        "right_given_yes": None,
        "wrong_given_no": None,
        "agree": None,
    }


def test_first_wrong_lines_reasons_and_ends():
    rows = [completion(f"r{i}") for i in range(4)]
    rows += [completion("s", first_wrong=2, first_wrong_kind="copy")]  # right all the same
    rows += [
        completion(f"w{i}", correct=False, first_wrong=0, first_wrong_kind="table")
        for i in range(2)
    ]
    rows += [completion("n", correct=False, reason="no_answer", ended=False, first_wrong=2)]
    found = summarise(table(rows))["bands"]["6-9"]["types"]["all"]
    assert found["first_wrong"]["kinds"] == {"table": 2, "copy": 1, "unnamed": 1}
    assert found["first_wrong"]["lines"] == {"0": 2, "2": 2}
    assert (
        found["first_wrong"]["share"]["value"] == 4 / 8
        and found["first_wrong"]["share_of_right"]["value"] == 1 / 5
    )
    assert found["reasons"] == {"unequal": 2, "no_answer": 1}
    assert found["unended"]["value"] == 1 / 8


def test_recognition_is_told_of_right_and_wrong_apart():
    rows = [completion(f"r{i}", strategy="none" if i < 1 else "forward") for i in range(10)]
    rows += [
        completion(f"w{i}", correct=False, strategy=("none", "mixed", "forward", "forward")[i])
        for i in range(4)
    ]
    found = summarise(table(rows))["bands"]["6-9"]["types"]["all"]["recognition"]
    assert found["unrecognised"]["value"] == pytest.approx(3 / 14)
    assert (found["unrecognised_right"]["value"], found["unrecognised_wrong"]["value"]) == (
        0.1,
        0.5,
    )


def test_greedy_completions_stand_in_where_none_is_free():
    found = summarise(
        table(
            [completion("a", sampling="greedy"), completion("b", sampling="greedy", correct=False)]
        )
    )
    assert found["sampling"] == "greedy"
    assert found["bands"]["6-9"]["types"]["all"]["accuracy"]["value"] == 0.5


def test_groups_are_types_and_families_where_there_are_several():
    assert read_completions(
        table([completion("a", "evaluation"), completion("b", "inversion")])
    ).groups == ("evaluation", "inversion")
    assert read_completions(
        table([completion("a", "", family="algebra.linear_equation")])
    ).groups == ("algebra.linear_equation",)
    rows = [completion("a", "evaluation"), completion("b", "", family="algebra.linear_equation")]
    assert read_completions(table(rows)).groups == (
        "algebra.linear_equation",
        "finite_fields.operation_chain evaluation",
    )


def test_bands_are_in_order_of_difficulty_then_of_numbers():
    rows = [
        completion("a", band="10-15", difficulty=4),
        completion("b", band="6-9"),
        completion("c", band="2-5", difficulty=2),
    ]
    assert read_completions(table(rows)).bands == ("2-5", "6-9", "10-15")
    assert sorted(["10-15", "6-15", "6-9"], key=natural) == ["6-9", "6-15", "10-15"]


def test_another_table_is_refused_and_an_empty_one_is_empty():
    with pytest.raises(ReportError, match="band, sampling"):
        summarise(
            pa.table(
                {"problem_id": ["a"], **{name: [""] for name in ("family", "type", "difficulty")}}
            )
        )
    assert summarise(SCHEMA.empty_table())["bands"] == {}


def test_the_same_table_gives_the_same_json_whatever_its_order():
    made = drawn(KNOWN, 12, 2)
    text = json.dumps(summarise(made), allow_nan=False)
    assert text == json.dumps(summarise(made), allow_nan=False)
    turned = summarise(made.take(list(range(made.num_rows))[::-1]))
    before, after = (
        each["bands"]["6-9"]["types"]["all"]["strategies"] for each in (json.loads(text), turned)
    )
    assert set(before) == set(after)
    for name in before:
        assert after[name]["share"]["value"] == pytest.approx(before[name]["share"]["value"])


def test_entropy_of_right_answers_counts_strategies_and_approaches():
    chain = "finite_fields.operation_chain"
    strategies = ("forward", "backward", "affine_collapse", "pairwise_merge")
    rows = [
        completion(f"p{i}", correct=name != "backward", strategy=name, family=chain)
        for i, name in enumerate(strategies)
    ]
    found = summarise(table(rows))["bands"]["6-9"]["types"]["all"]
    assert found["entropy_of_right"] == pytest.approx(log(3))
    assert found["approach_entropy_of_right"] <= found["entropy_of_right"]
    wrong = [completion("a", correct=False, family=chain)]
    nothing = summarise(table(wrong))["bands"]["6-9"]["types"]["all"]
    assert nothing["entropy_of_right"] is None and nothing["approach_entropy_of_right"] is None
