"""The phone's modules: joined to one script a page, read by node, and tested there where they need no
browser.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from patrolqr.core import clock
from patrolqr.core.errors import LogWrong
from patrolqr.core.form import privacy
from patrolqr.core.form.question import is_needed
from patrolqr.core.form.questions import GROUPS
from patrolqr.core.progress import next_area
from patrolqr.core.shift import SHIFTS
from patrolqr.phone import scripts
from patrolqr.phone.pages import my_sheet
from patrolqr.phone.rules import PRIVACY, of_pages
from tests.builders.duties import duty
from tests.builders.progress import area_progress, at
from tests.core.form import patrol_notes
from tests.core.form.test_privacy import ORDINARY, PERSONAL, SEVERAL

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(scripts.ASSETS.glob("*.mjs"))
LONG_AFTER = datetime(2027, 1, 1, tzinfo=UTC)
ESLINT = ROOT / "node_modules" / ".bin" / "eslint"


def node_or_skip() -> str:
    """Return where node is; without it, skip and say so loudly, or fail in CI."""
    return _found(shutil.which("node"), "node is not installed")


def _found(path: str | None, reason: str) -> str:
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}, and in CI it must be there")
        pytest.skip(f"THE PHONE'S SCRIPTS WERE NOT TRIED: {reason}")
    return path


def run(*command: str, **surroundings: str) -> None:
    """Run a command in the repository; what it said is the failure."""
    told = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr


def noted_texts() -> list[str]:
    """Return the examples of texts, and the sentences of patrol notes."""
    personal = (*patrol_notes.PERSONAL, *patrol_notes.PERSONAL_UNSEEN)
    ordinary = (*patrol_notes.ORDINARY, *patrol_notes.ORDINARY_UNSEEN)
    return [*PERSONAL, *ORDINARY, *SEVERAL, *ordinary, *(text for text, _ in personal)]


def typed_times() -> Iterator[dict[str, str]]:
    """Give times of day with the instant the server takes each for, or nothing where it asks because
    that has not come yet: a common day, and the two nights on which the clocks change.
    """
    for day in (date(2026, 11, 23), date(2026, 10, 24), date(2026, 3, 28)):
        for shift in SHIFTS:
            middle = clock.duty_middle(duty(day, shift))
            for quarter in range(0, 24 * 60, 15):
                wall = time(quarter // 60, quarter % 60)
                for now in (middle, middle + timedelta(hours=5, minutes=30), LONG_AFTER):
                    try:
                        found = clock.typed_time("", wall, middle, now=now).isoformat()
                    except LogWrong:
                        found = ""
                    yield {
                        "text": f"{wall:%H:%M}",
                        "middle": middle.isoformat(),
                        "now": now.isoformat(),
                        "instant": found,
                    }


def needed_answers() -> Iterator[dict[str, Any]]:
    """Give conditions of questions with answers of their group, and whether the server needs them."""
    for group in GROUPS:
        for asked in filter(lambda field: field.needed is not None, group.fields):
            for other in group.fields:
                for word in ("", *other.choices):
                    entry = {field.name: None for field in group.fields} | {other.name: word}
                    yield {
                        "conditions": {
                            "needed": dict(asked.needed or {}),
                            "spared": dict(asked.spared),
                        },
                        "answers": {other.name: word} if word else {},
                        "isNeeded": is_needed(asked, entry),
                    }


def next_areas() -> Iterator[dict[str, Any]]:
    """Give areas of a sheet, as a phone is told them, with the one the server names next."""
    day = date(2026, 11, 24)
    windows = (("18:00", "22:00"), ("21:00", "01:00"), ("22:00", "06:00"))
    for choice in product(windows, range(3), windows, range(3), (10, 15)):
        areas = [
            area_progress(number, *window, given, day=day, each=each)
            for number, window, given, each in ((2, *choice[:2], 15), (7, *choice[2:]))
        ]
        codes = {each.tasking.area.area_id: [each.tasking.pass_id] for each in areas}
        for wall in ("17:59", "21:00", "22:00", "05:30"):
            for leaving in (None, areas[0].tasking):
                now, own = at(day, wall), leaving.area.area_id if leaving else ""
                found = next_area(areas, at=now, leaving=own)
                yield {
                    "areas": [my_sheet.told_of(each, codes) for each in areas],
                    "now": my_sheet.ms(now),
                    "leaving": leaving.pass_id if leaving else "",
                    "number": found.tasking.number if found else None,
                }


def test_the_parts_without_a_browser_do_what_their_tests_say(tmp_path: Path) -> None:
    """With the rules as pages carry them; judged by the same examples as the server, in whatever
    time zone the phone is.
    """
    node = node_or_skip()
    told = {
        "rules": of_pages(),
        "privacy": PRIVACY,
        "texts": [{"text": text, "sentences": privacy.find(text)} for text in noted_texts()],
        "times": list(typed_times()),
        "needed": list(needed_answers()),
        "next": list(next_areas()),
    }
    (tmp_path / "told.json").write_text(json.dumps(told), "utf-8")
    tests = sorted(str(each) for each in (ROOT / "tests/phone/js").glob("*.test.mjs"))
    assert len(tests) >= 5
    for zone in (clock.zone().key, "Pacific/Auckland", "America/New_York"):
        run(node, "--test", *tests, TZ=zone, PATROLQR_TOLD=str(tmp_path / "told.json"))


@pytest.mark.parametrize("name", [*scripts.PAGES, "sw.js"])
def test_a_joined_script_is_one_that_node_can_read(name: str, tmp_path: Path) -> None:
    """No import is left in it, and every module stands in it once, after those it imports."""
    node = node_or_skip()
    joined = scripts.join(name.replace(".js", ".mjs"))
    (tmp_path / name).write_text(joined, "utf-8")
    run(node, "--check", str(tmp_path / name))
    assert not re.search(r"^(import|export) ", joined, re.MULTILINE)
    assert joined.count("const $queue =") == 1
    assert joined.index("const $entries =") < joined.index("const $queue =")


def test_every_module_is_part_of_some_script() -> None:
    """A module that no page and no worker imports is dead."""
    joined = "\n".join(
        scripts.join(name.replace(".js", ".mjs"))
        for name in (*scripts.PAGES, *scripts.ALONE, "sw.js")
    )
    assert [each.stem for each in MODULES if f"const ${each.stem} =" not in joined] == []


def test_eslint_finds_nothing_in_the_modules() -> None:
    """Where npm has installed it; CI does."""
    run(
        _found(shutil.which(str(ESLINT)), "eslint is not installed: npm install --no-save eslint"),
        "--max-warnings=0",
        "patrolqr/phone/assets",
        "patrolqr/sign_in",
        "tests/phone/js",
    )
