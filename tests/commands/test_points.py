"""The patterns command looks at dated points where it is asked to, in the words of the page."""

import json
from pathlib import Path

import pandas as pd
import pytest

from patrolqr.__main__ import main
from patrolqr.core import settings
from patrolqr.store import Session, Store
from tests.analysis.detectors.test_scan import gathered
from tests.builders.points import UNTIL, followed
from tests.conftest import TESTS
from tests.steps.test_look_at_points import kept


def test_points_are_looked_at_where_that_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(tmp_path / "data", real=True)
    kept(Session(store, TESTS), pd.concat([followed(150), gathered()]))
    store.close()
    monkeypatch.setenv("PATROLQR_DATA", str(tmp_path / "data"))
    settings.current.cache_clear()
    asked = ["patterns", "--as-of", UNTIL.isoformat()]
    assert main(asked) == 0
    assert "Near repeats" not in capsys.readouterr().out
    assert main([*asked, "--points"]) == 0
    told = capsys.readouterr().out
    assert "Burglary: others follow more often than chance gives within 100 m" in told
    assert "8 in the 7 days to Sun 22 Nov within 80 m" in told
    assert main([*asked, "--points", "--json"]) == 0
    runs = {run["detector"]: run for run in json.loads(capsys.readouterr().out)}
    assert [one["cell"] for one in runs["scan"]["patterns"]] == ["E403000N313000"]
    assert runs["near-repeat-robbery"]["missing"].startswith("100 robberies")
    settings.current.cache_clear()
