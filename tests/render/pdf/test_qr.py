"""A code is capitals, coarse, at least 25 mm, and read from a worn copy."""

from random import Random

import pytest

from patrolqr.render.pdf import qr, readback
from tests.builders.sheets import BASE_URL, pass_id
from tests.render.copies import printed, share_read

URL = qr.pass_url(BASE_URL, "ABCDEFGHIJ234567KLMN")


def test_a_pass_is_a_url_in_capitals() -> None:
    assert URL == "HTTPS://PATROL.EXAMPLE.ORG/O/ABCDEFGHIJ234567KLMN"
    assert qr.pass_url("http://localhost:8501/", "abc") == "HTTP://LOCALHOST:8501/O/ABC"


def test_a_path_in_the_base_url_keeps_its_letters() -> None:
    assert (
        qr.pass_url("https://force.example/Patrol/app", "A2")
        == "HTTPS://FORCE.EXAMPLE/Patrol/app/O/A2"
    )


def test_capitals_make_a_coarser_code_than_small_letters() -> None:
    assert len(qr.matrix(URL)) == 33 + 2 * qr.QUIET_MODULES
    assert len(qr.matrix(URL.lower())) > len(qr.matrix(URL))


@pytest.mark.parametrize(
    "base", [BASE_URL, "https://a.uk", "https://a-very-long-host-name.police.example.org/patrol"]
)
def test_every_code_is_25_mm_with_a_white_rim_of_four_modules(base: str) -> None:
    url = qr.pass_url(base, "A" * 20)
    modules = qr.matrix(url)
    rim = [*modules[:4], *modules[-4:], *(row[:4] + row[-4:] for row in modules)]
    assert not any(any(row) for row in rim)
    assert qr.side_mm(url) * (1 - 8 / len(modules)) >= 25


def test_the_drawn_path_is_the_code() -> None:
    side, dark = len(qr.matrix(URL)), set()
    for run in qr.svg(URL).split('d="')[1].split('"')[0].split("M")[1:]:
        start, line = run.split("h")[0].split()
        dark |= {
            (int(line), int(start) + step) for step in range(int(run.split("h")[1].split("v")[0]))
        }
    assert dark == {
        (line, at) for line in range(side) for at in range(side) if qr.matrix(URL)[line][at]
    }


def test_the_short_code_is_read_out_in_two_groups() -> None:
    assert qr.group("K7Q4MX") == "K7Q 4MX"


def test_codes_read_at_100_dots_per_inch() -> None:
    random = Random(3)
    urls = [qr.pass_url(BASE_URL, pass_id(random)) for _ in range(40)]
    assert [readback.decode(printed(url, dpi=100)) for url in urls] == [[url] for url in urls]


def test_codes_read_from_a_smeared_blurred_noisy_and_askew_copy() -> None:
    random = Random(5)
    assert share_read([qr.pass_url(BASE_URL, pass_id(random)) for _ in range(40)], random) == 1.0
