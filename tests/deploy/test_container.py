"""The recipe of the container, read line by line: no engine that builds it runs where tests run."""

import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

from tests.deploy.doors import DEPLOY, ROOT

KNOWN = {"ARG", "FROM", "RUN", "WORKDIR", "COPY", "USER", "VOLUME", "ENV", "EXPOSE", "HEALTHCHECK"}
KNOWN |= {"ENTRYPOINT", "CMD"}


class Step(NamedTuple):
    """An instruction and what follows it."""

    word: str
    rest: str


def steps() -> Iterator[Step]:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for step in "\n".join(lines).replace("\\\n", " ").splitlines():
        if step.strip():
            word, _, rest = step.strip().partition(" ")
            yield Step(word, rest.strip())


def all_of(word: str) -> list[str]:
    return [step.rest for step in steps() if step.word == word]


def test_every_instruction_is_one() -> None:
    assert {step.word for step in steps()} == KNOWN
    for run in all_of("RUN"):
        assert shlex.split(run)


def test_it_is_made_of_debian_and_what_is_locked() -> None:
    assert [each.partition(" ")[0] for each in all_of("FROM")] == ["${DEBIAN}", "${DEBIAN}"]
    assert all_of("ARG")[0].startswith("DEBIAN=docker.io/library/debian:")
    assert any("--require-hashes -r deploy/requirements.lock" in run for run in all_of("RUN"))


def test_what_is_copied_exists_and_is_what_the_wheel_needs() -> None:
    own = [each for each in all_of("COPY") if not each.startswith("--from")]
    copied = {name for each in own for name in each.split()[:-1]}
    assert [name for name in copied if not (ROOT / name).exists()] == []
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    included = set(re.findall(r'^"([^"]+)" = "patrolqr/front/', project, re.MULTILINE))
    assert included | {"patrolqr", "pyproject.toml", "requirements.txt", "README.md"} <= copied
    left = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8")
    assert {line[1:] for line in left.splitlines() if line.startswith("!")} == copied


def test_it_runs_as_nobody_of_note_and_says_how_it_is() -> None:
    *_, last = all_of("USER")
    assert last == "990"
    assert "useradd --system --uid 990" in " ".join(all_of("RUN"))
    assert "/health" in all_of("HEALTHCHECK")[0]
    assert "FORWARDED_ALLOW_IPS" in all_of("ENV")[0]
    assert all_of("CMD") == ['["serve", "--host", "0.0.0.0"]']
