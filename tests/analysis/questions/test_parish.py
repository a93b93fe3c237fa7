"""What is told the parish council: plain words, and small numbers that nothing gives away."""

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from patrolqr.analysis.questions.base import Answer, Known, Part
from patrolqr.analysis.questions.parish import FEW, FEWEST_SHOWN, OF_PEOPLE, answer

SINCE, UNTIL = date(2026, 11, 1), date(2026, 12, 1)

COUNTS = st.lists(st.tuples(*(st.integers(0, 12) for _ in OF_PEOPLE)), max_size=8)


def told(counts: list[tuple[int, ...]]) -> Answer:
    """Return the answer about neighbourhoods with these engagements, stop-searches and arrests."""
    rows = pd.DataFrame(
        {
            "neighbourhood": [f"Ward {number}" for number in range(len(counts))],
            "patrols": 3,
            "minutes": 45,
            **{name: [each[place] for each in counts] for place, name in enumerate(OF_PEOPLE)},
        }
    )
    part = Part(SINCE, UNTIL, "", {"done": rows}, pd.DataFrame(), SINCE)
    return answer(Known(part, UNTIL))


def test_a_small_number_is_not_given_and_none_is() -> None:
    found = told([(4, 0, 5), (12, 1, 0)])
    assert list(found.rows["engagements"]) == [FEW, "12"]
    assert list(found.rows["stop_searches"]) == ["0", FEW]
    assert list(found.rows["arrests"]) == ["5", "0"]
    assert found.sentence == (
        "In 2 neighbourhoods officers made 6 patrols, 1.5 h in all, and told of 12 conversations, "
        "too few stop-searches to be given and 5 arrests, small numbers left out."
    )
    assert found.read_out[0] == (
        "In Ward 0 officers made 3 patrols, 45 min in all; there were fewer than 5 conversations, "
        "no stop-searches and 5 arrests."
    )


@given(COUNTS)
def test_all_that_is_published_leaves_every_small_number_open(
    counts: list[tuple[int, ...]],
) -> None:
    """An integer program that knows every published number finds a smallest and a largest value of
    each hidden one: they are 1 and 4, so nothing was learned of it.
    """
    found = told(counts)
    for place, name in enumerate(OF_PEOPLE):
        exact = [each[place] for each in counts]
        shown = [str(text) for text in found.rows[name]]
        hidden = [number for number, text in enumerate(shown) if text == FEW]
        published = sum(int(text) for text in shown if text != FEW)
        assert found.told[name] == published
        assert sorted(exact[number] for number in range(len(exact))) == sorted(exact)
        if not hidden:
            continue
        # what is known of a total: the published one is the sum of what is shown
        knows = LinearConstraint(np.zeros((1, len(hidden))), 0, 0)
        for one in range(len(hidden)):
            target = np.eye(len(hidden))[one]
            ends = [
                milp(
                    sign * target,
                    constraints=knows,
                    integrality=np.ones(len(hidden)),
                    bounds=(1, FEWEST_SHOWN - 1),
                )
                for sign in (1, -1)
            ]
            assert [round(abs(each.fun)) for each in ends] == [1, FEWEST_SHOWN - 1]
