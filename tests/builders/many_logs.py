"""A force's two years of patrol logs, put straight into a store: ten teams, fifty patrol areas each."""

from datetime import date, timedelta
from pathlib import Path

from patrolqr.core.team import Team
from patrolqr.store import Session, Store, teams
from tests.conftest import TESTS

TEAMS, AREAS, WARDS, DAYS = 10, 500, 50, 730
FIRST = date(2024, 11, 25)
UNTIL = FIRST + timedelta(days=DAYS)

ASKED = 20
"""Patrol areas on a sheet, of its team's fifty: each is asked for two patrols of a quarter of an hour."""

PLACES = f"""
    CREATE TEMP TABLE area_ids AS
        SELECT
            number::INTEGER AS area, 'team-' || number % {TEAMS} AS team_id, number // {TEAMS} AS place,
            uuid() AS area_id
        FROM range({AREAS}) AS areas (number);
    INSERT INTO places BY NAME
        SELECT 'N' || number AS place_id, 'neighbourhood' AS kind, 'Ward ' || number AS name
        FROM range({WARDS}) AS wards (number);
    INSERT INTO patrol_areas BY NAME
        SELECT area_id, 1 AS version, 'Area ' || area AS name, 'N' || (area % {WARDS}) AS neighbourhood_id
        FROM area_ids;
"""

SHEETS = f"""
    INSERT INTO briefings BY NAME
        SELECT
            uuid() AS briefing_id, 'team-' || team AS team_id, DATE '{FIRST}' + day::INTEGER AS patrol_day,
            shift, TIME '06:00' AS shift_starts, TIME '14:00' AS shift_ends, 1 AS version,
            DATE '{FIRST}' + day::INTEGER AS made_at
        FROM range({DAYS}) AS days (day), range({TEAMS}) AS teams (team),
            (VALUES ('Early'), ('Late'), ('Night')) AS shifts (shift);
    INSERT INTO taskings BY NAME
        SELECT
            uuid() AS tasking_id, briefing_id, place AS number, area_id, 1 AS area_version, 2 AS visits,
            15 AS minutes
        FROM briefings
        JOIN area_ids USING (team_id)
        -- another twenty of the fifty each day
        WHERE (place + dayofyear(patrol_day) * 7) % {AREAS // TEAMS} < {ASKED};
"""

LOGS = f"""
    INSERT INTO patrol_logs BY NAME
    SELECT * EXCLUDE (came_at) FROM (
        WITH made AS (
            SELECT
                number, hash(number) AS chance, 'team-' || chance % {TEAMS} AS team_id,
                DATE '{FIRST}' + (chance // 16 % {DAYS})::INTEGER AS patrol_day,
                (chance // 65536 % 3)::INTEGER AS turn, (chance // 4294967296 % 450)::INTEGER AS minute,
                -- nine in ten where a sheet asks for them
                (if(chance // 1048576 % 10 = 0, chance // 16777216 % 30 + {ASKED}, chance // 16777216 % {ASKED})
                    + 50 * 366 - dayofyear(patrol_day) * 7)::INTEGER % {AREAS // TEAMS} AS place
            FROM range($logs) AS numbers (number)
        )
        SELECT
            uuid() AS log_id, 1 AS version, true AS is_current, number % 50 = 0 AS late, 'phone' AS channel,
            area_id, made.team_id, patrol_day, ['Early', 'Late', 'Night'][1 + turn] AS shift,
            (patrol_day + to_minutes(60 * (6 + 8 * turn) + minute))::TIMESTAMPTZ AS came_at,
            if(number % 20 = 0, NULL, came_at) AS arrived_at,
            if(number % 9 = 0, NULL, arrived_at + to_minutes(5 + number % 70)) AS left_at,
            coalesce(left_at, came_at) AS received_at,
            'PC' || chance // 68719476736 % 40 AS collar, if(number % 3 = 0, 2, NULL) AS officers_present,
            if(number % 10 = 0, ['PC' || chance // 1099511627776 % 40], NULL) AS colleagues,
            (number % 5)::INTEGER AS engagements, (number % 11 = 0)::INTEGER AS stop_searches,
            (number % 37 = 0)::INTEGER AS arrests, (number % 23 = 0)::INTEGER AS actions
        FROM made
        JOIN area_ids USING (team_id, place)
    )
"""

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


def keep_in(folder: Path, logs: int) -> None:
    """Make a store there with that many logs, 438,000 taskings, and details of each arrest and
    stop-search.
    """
    store = Store(folder, real=True)
    session = Session(store, TESTS)
    for number in range(TEAMS):
        teams.keep(session, Team(f"team-{number}", f"Team {number}"))
    with session.writing("brief") as written:
        for made in (*PLACES.split(";"), *SHEETS.split(";")):
            written.cursor.execute(made)
        written.cursor.execute(LOGS, {"logs": logs})
        for made in DETAILS.split(";"):
            written.cursor.execute(made)
    store.close()
