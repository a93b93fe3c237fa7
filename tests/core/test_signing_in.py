"""Where somebody was going is kept, and never leads to another site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.signing_in import HOME, leading_to, path_within

HERE = "https://desk.example.org/sign-in"


@pytest.mark.parametrize("wanted", ["/review?team=x&since=2026-10-02", "/logs?tab=Load+files"])
def test_an_address_of_the_desk_is_kept(wanted: str) -> None:
    assert path_within(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        *("", None, "/", "/sign-in", "/sign-out", "/sign-in?next=/x", "today"),
        *("//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/"),
        *("javascript:alert(1)", "/\tevil", "/x\r\nSet-Cookie: a=b", "/" + "x" * 3000),
    ],
)
def test_what_leads_elsewhere_or_nowhere_leads_home(wanted: str | None) -> None:
    assert path_within(wanted) == HOME


@given(st.text())
def test_no_text_leads_to_another_site(wanted: str) -> None:
    for text in (wanted, f"/{wanted}", f"//{wanted}"):
        led = urlsplit(urljoin(HERE, path_within(text)))
        assert (led.scheme, led.netloc) == ("https", "desk.example.org")
        assert urlsplit(urljoin(HERE, leading_to(text))).path == "/sign-in"
