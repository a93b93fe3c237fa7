"""Grid references in letters and figures as metres."""

import pytest

from patrolqr.geo.grid_reference import metres


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TG 51409 13177", (651409.5, 313177.5)),  # Ordnance Survey's own example
        ("SU 387 148", (438750, 114850)),
        ("sj92341005", (392345, 310055)),
        ("SJ 9234 1005", (392345, 310055)),
        ("SJ-9234-1005", (392345, 310055)),
        ("HP 61 16", None),  # a kilometre
        ("HU 396 753", (439650, 1175350)),  # Shetland
        ("NN 166 712", (216650, 771250)),  # Ben Nevis
        ("392340 310050", (392340, 310050)),
        ("392340, 310050", (392340, 310050)),
        ("SJ 9234 100", None),
        ("SI 923 100", None),
        ("Market Square", None),
        ("", None),
    ],
)
def test_a_reference_is_the_middle_of_its_square_in_metres(
    text: str, expected: tuple[float, float] | None
) -> None:
    assert metres(text) == expected
