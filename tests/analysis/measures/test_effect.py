"""What patrols may have changed: published worked examples, and figures that are refused."""

import json
from pathlib import Path

import pytest

from patrolqr.analysis.measures import effect
from patrolqr.analysis.measures.effect import Counts, Places, Weights


def test_the_difference_is_that_of_the_published_examples(shared: Path) -> None:
    for case in json.loads((shared / "references/wdd/expected.json").read_text("utf-8")):
        places = Places(
            *(
                Counts(*case[name])
                for name in ("treated", "control", "disp_treated", "disp_control")
            )
        )
        control, treated, ring_of_control, ring = case["area_weights"]
        before, after = case["time_weights"]
        weights = Weights(before, after, treated, control, ring, ring_of_control)
        found = effect.displacement_difference(places, weights)
        expected, interval = case["expected"], found.interval(level=1 - case["alpha"])
        assert found == pytest.approx(
            [
                expected[f"{name}_{part}"]
                for part in ("Local", "Displace", "Total")
                for name in ("Est", "SE")
            ],
            abs=1e-9,
        ), case["id"]
        assert interval.low == pytest.approx(expected["LowCI"], abs=1e-9)
        assert interval.high == pytest.approx(expected["HighCI"], abs=1e-9)
        assert found.total / found.total_error == pytest.approx(expected["Z"], abs=1e-9)


def test_the_ratio_of_changes_is_that_of_the_published_examples(shared: Path) -> None:
    for case in json.loads((shared / "references/did_rate_ratio/expected.json").read_text("utf-8")):
        treated, control = Counts(case["t0"], case["t1"]), Counts(case["c0"], case["c1"])
        found = effect.change_ratio(treated, control)
        assert found == pytest.approx((case["irr"], case["lo95"], case["hi95"]), abs=1e-6)
        difference = effect.displacement_difference(Places(treated, control))
        assert difference.local == pytest.approx(case["wdd"], abs=1e-6)
        assert difference.local_error == pytest.approx(case["wdd_se"], abs=1e-6)


def test_the_quotient_is_that_of_the_formulas(shared: Path) -> None:
    case = json.loads((shared / "references/wdq_formulas/expected.json").read_text("utf-8"))
    treated, control, ring = (Counts(case[f"{each}b"], case[f"{each}a"]) for each in "RCD")
    found = effect.displacement_quotient(Places(treated, control, ring))
    assert found == pytest.approx((case["WDQ"], case["GE"], case["NE"], case["TNE"]), abs=1e-9)


@pytest.mark.parametrize(
    ("treated", "ring"),
    [
        (Counts(100, 98), Counts(50, 60)),  # an effect of next to nothing
        (Counts(100, 4), Counts(50, 60)),
        (Counts(200, 60), Counts(4, 60)),
        (Counts(100, 300), Counts(50, 60)),  # a rise is nothing that could have moved
    ],
)
def test_no_quotient_where_it_would_divide_by_next_to_nothing(
    treated: Counts, ring: Counts
) -> None:
    assert effect.displacement_quotient(Places(treated, Counts(100, 100), ring)) is None


def test_no_ratio_of_few() -> None:
    assert effect.change_ratio(Counts(4, 50), Counts(50, 50)) is None
    assert effect.change_ratio(Counts(5, 50), Counts(50, 50)) is not None


def test_unevenness_widens_the_interval_by_its_root() -> None:
    places = Places(Counts(100, 50), Counts(100, 100))
    even, uneven = (effect.displacement_difference(places, dispersion=each) for each in (1, 4))
    assert uneven.local == even.local
    assert uneven.local_error == pytest.approx(2 * even.local_error)


@pytest.mark.parametrize(("fall", "counts"), [(0.16, 1180), (0.25, 470), (1 / 3, 260), (0.5, 110)])
def test_what_is_needed_is_what_the_table_says(fall: float, counts: int) -> None:
    assert effect.counts_needed(fall) == pytest.approx(counts, rel=0.01)
    periods = effect.periods_needed(
        treated=counts, control=counts, controls=1, before=1, fall=fall, longest=9
    )
    assert periods in (1, 2)


def test_more_controls_and_a_longer_time_before_need_less_and_few_incidents_never_show() -> None:
    def needed(controls: int, before: int, treated: float = 5) -> int | None:
        return effect.periods_needed(
            treated=treated,
            control=treated,
            controls=controls,
            before=before,
            fall=0.3,
            longest=520,
        )

    one, five = needed(1, 104), needed(5, 104)
    assert one is not None
    assert five is not None
    assert five < one
    assert needed(5, 12, 0.02) is None
