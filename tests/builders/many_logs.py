"""A force's two years of patrol logs, put straight into a store: ten teams, fifty patrol areas each."""

from datetime import date, timedelta
from pathlib import Path

from patrolqr.core.team import Team
from patrolqr.store import Session, Store, teams
from patrolqr.store.engine.writing import Writing
from tests.conftest import TESTS

TEAMS, AREAS_EACH, WARDS_EACH, DAYS = 10, 50, 5, 730
OFFICERS = 40
"""Of a team."""

DAYS_AT_ONCE = 73

FIRST = date(2024, 11, 25)
UNTIL = FIRST + timedelta(days=DAYS)

ASKED = 20
"""Patrol areas on a sheet, of its team's fifty: each is asked for two patrols of a quarter of an hour."""

PLACES = f"""
    CREATE TEMP TABLE area_ids AS
        SELECT
            number::INTEGER AS area, 'team-' || number % $teams AS team_id, number // $teams AS place,
            md5('area ' || number)::UUID AS area_id,
            -- each team's ground is a block of squares, ten blocks in a row
            400000 + 250 * (number % $teams % 10 * 12 + number // $teams % 10) AS easting,
            300000 + 250 * (number % $teams // 10 * 12 + number // $teams // 10) AS northing,
            'E' || easting || 'N' || northing AS cell,
            -- about where that is
            -2.0 + (easting - 400000) / 67500 AS west, 52.6 + (northing - 300000) / 111200 AS south
        FROM range($teams * {AREAS_EACH}) AS areas (number);
    INSERT INTO places BY NAME
        SELECT 'N' || number AS place_id, 'neighbourhood' AS kind, 'Ward ' || number AS name
        FROM range($teams * {WARDS_EACH}) AS wards (number);
    INSERT INTO patrol_areas BY NAME
        SELECT
            area_id, 1 AS version, 'Area ' || area AS name, cell,
            format(
                '{{{{"type":"Polygon","coordinates":[[[{{0}},{{1}}],[{{2}},{{1}}],[{{2}},{{3}}],[{{0}},{{3}}],[{{0}},{{1}}]]]}}}}',
                west, south, west + 0.0037, south + 0.0022
            ) AS geometry,
            'N' || (area % ($teams * {WARDS_EACH})) AS neighbourhood_id
        FROM area_ids;
"""

SHEETS = f"""
    INSERT INTO briefings BY NAME
        SELECT
            md5(concat_ws(' ', team, day, shift))::UUID AS briefing_id, 'team-' || team AS team_id,
            DATE '{FIRST}' + day::INTEGER AS patrol_day, 'Team ' || team AS team,
            shift, TIME '06:00' AS shift_starts, TIME '14:00' AS shift_ends, 1 AS version, 'OFFICIAL' AS marking,
            DATE '{FIRST}' + day::INTEGER AS made_at
        FROM range({DAYS}) AS days (day), range($teams) AS teams (team),
            (VALUES ('Early'), ('Late'), ('Night')) AS shifts (shift);
    INSERT INTO taskings BY NAME
        SELECT
            md5(concat_ws(' ', briefing_id, place))::UUID AS tasking_id, briefing_id, place AS number, area_id,
            1 AS area_version, 'Are the shutters up?' AS ask, 2 AS visits, 15 AS minutes,
            shift_starts AS window_starts, shift_ends AS window_ends
        FROM briefings
        JOIN area_ids USING (team_id)
        -- another twenty of the fifty each day
        WHERE (place + dayofyear(patrol_day) * 7) % {AREAS_EACH} < {ASKED};
"""

LOGS = f"""
    INSERT INTO patrol_logs BY NAME
    SELECT * EXCLUDE (came_at, other) FROM (
        WITH made AS (
            SELECT
                number, hash(number) AS chance, chance % $teams AS team, 'team-' || team AS team_id,
                DATE '{FIRST}' + (chance // 16 % {DAYS})::INTEGER AS patrol_day,
                (chance // 65536 % 3)::INTEGER AS turn, (chance // 4294967296 % 450)::INTEGER AS minute,
                -- nine in ten where a sheet asks for them
                (if(chance // 1048576 % 10 = 0, chance // 16777216 % 30 + {ASKED}, chance // 16777216 % {ASKED})
                    + 50 * 366 - dayofyear(patrol_day) * 7)::INTEGER % {AREAS_EACH} AS place
            FROM range($logs) AS numbers (number)
        ),
        asked AS (
            SELECT team_id, patrol_day, shift, area_id, tasking_id
            FROM taskings
            JOIN briefings USING (briefing_id)
            WHERE patrol_day >= $since AND patrol_day < $until
        ),
        sent AS (
            SELECT *, ['Early', 'Late', 'Night'][1 + turn] AS shift
            FROM made
            JOIN area_ids USING (team_id, place)
            WHERE patrol_day >= $since AND patrol_day < $until
        )
        SELECT
            md5('log ' || number)::UUID AS log_id, 1 AS version, true AS is_current, number % 50 = 0 AS late,
            'phone' AS channel, 'B' AS grade, '{{}}' AS document, md5('sent ' || number) AS digest,
            area_id, sent.team_id, patrol_day, shift, asked.tasking_id,
            (patrol_day + to_minutes(60 * (6 + 8 * turn) + minute))::TIMESTAMPTZ AS came_at,
            if(number % 20 = 0, NULL, came_at) AS arrived_at,
            if(number % 9 = 0, NULL, arrived_at + to_minutes(5 + number % 70)) AS left_at,
            coalesce(left_at, came_at) AS received_at,
            'PC' || (team * {OFFICERS} + chance // 68719476736 % {OFFICERS}) AS collar,
            if(number % 3 = 0, 2, NULL) AS officers_present,
            'PC' || (team * {OFFICERS} + chance // 1099511627776 % {OFFICERS}) AS other,
            if(number % 10 = 0, [other], NULL) AS colleagues,
            if(number % 4 = 0, 'Yes, all but one', NULL) AS answer,
            if(number % 5 = 0, 'Grey van parked by the bridge', NULL) AS saw,
            (number % 5)::INTEGER AS engagements, (number % 11 = 0)::INTEGER AS stop_searches,
            (number % 37 = 0)::INTEGER AS arrests, (number % 23 = 0)::INTEGER AS actions
        FROM sent
        LEFT JOIN asked USING (team_id, patrol_day, shift, area_id)
    )
"""
"""Those of some patrol days: a database holds them in the order in which they came in."""

DETAILS = """
    INSERT INTO log_arrests BY NAME
        SELECT
            log_id, version, uuid() AS entry_id, 1 AS number, 'Theft' AS offence,
            'CU/' || hash(team_id, patrol_day, shift, area_id) % 1000000 AS custody
        FROM patrol_logs
        WHERE arrests > 0;
    INSERT INTO log_stop_searches BY NAME
        SELECT
            log_id, version, uuid() AS entry_id, 1 AS number, 'Nothing' AS outcome,
            'SS-' || hash(team_id, patrol_day, shift, area_id, 1) % 1000000 AS reference
        FROM patrol_logs
        WHERE stop_searches > 0;
"""
"""Two logs of an area and duty give the same reference: the second one's is counted once."""


def keep_in(folder: Path, logs: int, *, number_of_teams: int = TEAMS) -> None:
    """Make a store there with that many logs, 43,800 taskings a team, and details of each arrest and
    stop-search.
    """
    store = Store(folder, real=True)
    session = Session(store, TESTS)
    keep(session, logs, number_of_teams=number_of_teams)
    store.close()


def keep(session: Session, logs: int, *, number_of_teams: int) -> None:
    """Put the same into a store that is open."""
    for number in range(number_of_teams):
        ground = tuple(f"N{number + each * number_of_teams}" for each in range(WARDS_EACH))
        teams.keep(session, Team(f"team-{number}", f"Team {number}", neighbourhoods=ground))
    with session.writing("brief") as written:
        run(written, PLACES + SHEETS, teams=number_of_teams)
        for first in range(0, DAYS, DAYS_AT_ONCE):
            since = FIRST + timedelta(days=first)
            until = min(since + timedelta(days=DAYS_AT_ONCE), UNTIL)
            run(written, LOGS, teams=number_of_teams, logs=logs, since=since, until=until)
        run(written, DETAILS)


def run(written: Writing, statements: str, **parameters: object) -> None:
    """Run statements one after the other, each with those of the parameters that it names."""
    for statement in statements.split(";"):
        named = {name: value for name, value in parameters.items() if f"${name}" in statement}
        if statement.strip():
            written.cursor.execute(statement, named or None)
