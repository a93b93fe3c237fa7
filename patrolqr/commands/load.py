"""load: files of crimes and boundaries into the force's own database."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from patrolqr import readers
from patrolqr.commands.command import FAILED, OK, Command, actor, tell_of_copy
from patrolqr.core import settings
from patrolqr.core.errors import InputWrong
from patrolqr.geo.ground import Ground
from patrolqr.readers import Choice, mapping
from patrolqr.readers.mapping import Mapping as TableMapping
from patrolqr.steps import load
from patrolqr.steps.load import Failure, Outcome, Unconfirmed
from patrolqr.store import DEMO, REAL, Session, Store, places
from patrolqr.store.loads import LoadReport


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="one or more files, as downloaded")
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document instead of sentences"
    )
    tables = parser.add_argument_group(
        "tables of the force's own (incidents, calls, intelligence …)"
    )
    tables.add_argument(
        "--guess", action="store_true", help="print which column is taken for what, load nothing"
    )
    tables.add_argument(
        "--map",
        type=Path,
        metavar="TOML",
        help="the mapping to read the files by, as --guess prints it",
    )
    boundaries = parser.add_argument_group(
        "boundary files (found out from the file where you say nothing)"
    )
    boundaries.add_argument(
        "--as",
        dest="kind",
        choices=("neighbourhoods", "small-areas"),
        help="what the areas are: yours, or LSOAs",
    )
    boundaries.add_argument("--id", metavar="COLUMN", help="the column with each area's own code")
    boundaries.add_argument("--name", metavar="COLUMN", help="the column with the area's name")
    boundaries.add_argument(
        "--population", metavar="COLUMN", help="the column with the number of residents"
    )
    boundaries.add_argument(
        "--parent",
        metavar="COLUMN",
        help="the column that says which neighbourhood a small area is in",
    )
    boundaries.add_argument(
        "--replace", action="store_true", help="use these areas instead of those loaded before"
    )


@dataclass
class _Loading:
    """The files of one command, one after the other, into the force's own database (opened when
    first needed).
    """

    asked: argparse.Namespace
    outcomes: list[Outcome] = field(default_factory=list)

    @cached_property
    def session(self) -> Session:
        self._let_go("demo")  # one process holds a folder once
        chosen = settings.current()
        store = Store(chosen.data, real=True, lake=chosen.lake, takes_over=False)
        tell_of_copy(store)
        return Session(store, actor())

    @cached_property
    def demo(self) -> Session:
        return Session(Store(settings.current().data), actor())

    def _opened(self, kind: str) -> Session:
        """Return the force's own database; the demo's where that is all there is and the file
        belongs to its sheets.
        """
        folder, lake = settings.current().data, settings.current().lake
        is_only_demo = not lake and (folder / DEMO).exists() and not (folder / REAL).exists()
        return self.demo if kind == load.OF_A_PHONE and is_only_demo else self.session

    def _let_go(self, name: str) -> None:
        if name in self.__dict__:
            self.__dict__.pop(name).store.close()

    def run(self) -> int:
        try:
            for file in self.asked.files:
                first = not (settings.current().data / REAL).exists()
                for outcome in load.each(
                    file,
                    self._opened,
                    first=first,
                    choice=self._choice(),
                    progress=self._progress(),
                ):
                    self._say(outcome)
        finally:
            self._let_go("session")
            self._let_go("demo")
        return self._end()

    def _choice(self) -> Choice:
        asked = self.asked
        kind = asked.kind.replace("-", " ") if asked.kind else None
        return Choice(
            kind,
            asked.id,
            asked.name,
            asked.population,
            asked.parent,
            asked.replace,
            mapping=_mapping(asked.map) if asked.map else None,
            known=self._known(),
            ground=self._ground(),
        )

    def _known(self) -> Mapping[str, TableMapping]:
        """Return the mappings confirmed before; none where there is no database of one's own."""
        if not (settings.current().data / REAL).exists():
            return {}
        return load.known_mappings(self.session)

    def _ground(self) -> Ground | None:
        """Return the ground of what is loaded; None where there is no database of one's own."""
        if not (settings.current().data / REAL).exists():
            return None
        return places.ground(self.session)

    def _progress(self) -> Callable[[int], None] | None:
        if self.asked.json or not sys.stderr.isatty():
            return None
        return lambda rows: print(f"\r{rows:,} rows read …", end="\r", file=sys.stderr, flush=True)

    def _say(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        if isinstance(outcome, Unconfirmed):
            print(_to_confirm(outcome), file=sys.stderr)
        elif isinstance(outcome, Failure):
            print(
                f"{outcome.sentence} The other files are loaded all the same."
                if self._more()
                else outcome.sentence,
                file=sys.stderr,
            )
        elif not self.asked.json:
            print(outcome.sentence, flush=True)

    def _more(self) -> bool:
        return len(self.asked.files) > 1 or len(self.outcomes) > 1

    def _end(self) -> int:
        failed = [one for one in self.outcomes if not isinstance(one, LoadReport)]
        totals = self._totals()
        if self.asked.json:
            print(
                json.dumps(
                    {"files": [_plain(one) for one in self.outcomes], "totals": totals},
                    ensure_ascii=False,
                    indent=2,
                )
            )
        elif len(self.outcomes) > 1:
            text = "{read:,} read = {new:,} new + {known:,} already there + {quarantined:,} quarantined.".format(
                **totals
            )
            print(f"Together: {text}" + (f" {len(failed)} not loaded." if failed else ""))
        return FAILED if failed else OK

    def _totals(self) -> dict[str, int]:
        reports = [one for one in self.outcomes if isinstance(one, LoadReport)]
        names = ("read", "new", "known", "updated", "quarantined")
        return {name: sum(getattr(report, name) for report in reports) for name in names}


def _plain(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Unconfirmed):
        guessed = mapping.to_toml(outcome.guess.mapping)
        return {"file_name": outcome.file_name, "loaded": False, "mapping": guessed}
    loaded = isinstance(outcome, LoadReport) and not outcome.why_not
    return {"loaded": loaded, **dataclasses.asdict(outcome), "sentence": outcome.sentence}


def _mapping(path: Path) -> TableMapping:
    try:
        return mapping.from_toml(path.read_text("utf-8"))
    except OSError as problem:
        raise InputWrong(f"{path} cannot be read: {problem.strerror}.") from problem


def _to_confirm(outcome: Unconfirmed) -> str:
    """Return how to confirm a guessed table from the command line."""
    asked = "".join(f"\n  {each.sentence}" for each in outcome.guess.open_questions)
    return (
        f"{outcome.sentence}{asked}\n  python -m patrolqr load --guess {outcome.file_name} > map.toml\n"
        f"  python -m patrolqr load --map map.toml {outcome.file_name}"
    )


def _guess(files: list[str]) -> int:
    """Print the mapping of each table, to be corrected and given back with --map."""
    for file in files:
        for source in readers.read(file):
            if source.guess is None:
                raise InputWrong(f"{source.file_name} has columns of its own and needs no mapping.")
            for question in source.guess.open_questions:
                print(f"# to decide: {question.sentence}")
            print(mapping.to_toml(source.guess.mapping))
    return OK


def _run(asked: argparse.Namespace) -> int:
    return _guess(asked.files) if asked.guess else _Loading(asked).run()


LOAD = Command(
    "load",
    "Load files of crimes, calls, intelligence, stop-searches, patrol logs or boundaries into PatrolQR.",
    "\n\nIt takes, as downloaded:\n"
    "  crimes      street files from data.police.uk: .csv, .csv.gz, or the .zip of many months\n"
    "  your own    tables of incidents, calls, intelligence, stop-searches or patrol logs (.csv .tsv .xlsx .parquet);\n"
    "              say once which column is which: --guess prints a mapping, --map loads by it\n"
    "  boundaries  your neighbourhoods (wards, beats) and small areas (LSOAs): GeoJSON, KML, KMZ,\n"
    "              GeoPackage, a shapefile in a zip\n"
    "  streets     OS Open Roads or Zoomstack (GeoPackage), OpenStreetMap (GeoJSON, .osm.pbf), once your\n"
    "              neighbourhoods are loaded: those on their ground are kept\n"
    "  residents   a CSV with area codes and numbers of residents\n\n"
    "Loading a file again adds nothing. Rows that cannot be used are counted, with the reason.\n"
    "For every file it says: read = new + already there + quarantined.\n\n"
    "  python -m patrolqr load 2025-*-street.csv wards.geojson",
    _arguments,
    _run,
)
