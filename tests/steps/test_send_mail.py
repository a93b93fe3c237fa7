"""A message reaches a real server on this machine, encrypted where that is asked for, or a sentence
says why not.
"""

from pathlib import Path

import pytest

from patrolqr.core.settings import Mail
from patrolqr.steps.send_mail import send
from tests.builders.certificates import certificate
from tests.builders.mail_server import PASSWORD, USER, free_port, mail_server

TWO = ("inspector@force.example", "gone@force.example")


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return a certificate for localhost that this machine trusts."""
    made = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(made[0]))
    return made


def test_a_message_arrives_with_its_words_at_every_address() -> None:
    with mail_server() as server:
        assert send(server.mail(to=TWO), "Three patterns — 3", "Café: 3\n") == ""
    (message,) = server.messages
    assert message["Subject"] == "Three patterns — 3"
    assert message.get_content().strip() == "Café: 3"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@force.example>")
    assert server.to == [*TWO]


def test_after_starttls_a_user_signs_in(trusted: tuple[Path, Path]) -> None:
    with mail_server(trusted) as server:
        mail = server.mail("starttls", user=USER, password=PASSWORD)
        assert send(mail, "Hello", "there") == ""
    assert len(server.messages) == 1


def test_encrypted_from_the_first_byte(trusted: tuple[Path, Path]) -> None:
    with mail_server(trusted, from_first_byte=True) as server:
        assert send(server.mail("smtps"), "Hello", "there") == ""
    assert len(server.messages) == 1


def test_a_server_that_cannot_encrypt_hears_nothing() -> None:
    with mail_server() as server:
        mail = server.mail("starttls", user=USER, password=PASSWORD)
        assert "cannot do what is asked of it: encrypt" in send(mail, "Hello", "there")
        assert "does not speak TLS" in send(server.mail("smtps"), "Hello", "there")
    assert server.messages == []


def test_a_certificate_that_nobody_trusts_ends_it(tmp_path: Path) -> None:
    with mail_server(certificate(tmp_path, "localhost")) as server:
        mail = server.mail("starttls", user=USER, password=PASSWORD)
        assert "does not trust" in send(mail, "Hello", "there")
    assert server.messages == []


def test_a_wrong_password_and_an_unencrypted_word_are_refused(trusted: tuple[Path, Path]) -> None:
    with mail_server(trusted) as server:
        wrong = server.mail("starttls", user=USER, password="another")
        assert "does not take PATROLQR_MAIL_USER" in send(wrong, "Hello", "there")
        assert send(server.mail(), "Hello", "there") != ""
    assert server.messages == []


def test_refused_addresses_are_counted_and_not_named() -> None:
    with mail_server(refuses=TWO[1:]) as server:
        some = send(server.mail(to=TWO), "Hello", "there")
        none = send(server.mail(to=TWO[1:]), "Hello", "there")
    assert "takes no mail to 1 of the 2 addresses" in some
    assert "takes mail to none of the addresses" in none
    assert not [each for each in TWO if each in some + none]
    assert len(server.messages) == 1


def test_where_nothing_listens_it_says_so() -> None:
    nobody = Mail("smtp", "localhost", free_port(), "", "", "a@force.example", ("b@force.example",))
    assert "could not be reached" in send(nobody, "Hello", "there")
