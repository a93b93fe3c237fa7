"""A force with as many patrol logs as incidents, put straight into a store by statements over whole sets:
phones, codes and reviews of each log, calls that came in, two years of crime.
"""

from datetime import UTC, datetime
from pathlib import Path

from patrolqr.store import Session, Store
from tests.builders import many_logs
from tests.builders.incidents import as_loaded, cover
from tests.builders.many_logs import DAYS, DAYS_AT_ONCE, FIRST, UNTIL, run
from tests.conftest import TESTS

LOGS_A_TEAM = 100_000
"""In two years: as a force grows it has more teams, each with its ground, sheets, officers and logs."""

LOADED_AT = datetime(UNTIL.year, UNTIL.month, UNTIL.day, 4, tzinfo=UTC)

PHONES = f"""
    INSERT INTO pairings BY NAME
        SELECT
            pairing_id, md5(concat_ws(' ', pairing_id, 'secret')) AS secret_hash, md5(collar) AS device_hash, collar,
            min(received_at) - INTERVAL 8 HOUR AS paired_at, min(received_at) + INTERVAL 8 HOUR AS ends_at,
            row_number() OVER (ORDER BY paired_at, pairing_id) AS serial
        FROM patrol_logs
        GROUP BY pairing_id, collar;
    INSERT INTO collar_passkeys BY NAME
        SELECT
            md5(collar) AS credential_id, collar, '' AS public_key, 0 AS sign_count, 'localhost' AS site,
            max(paired_at) AS made_at
        FROM pairings
        GROUP BY collar;
    INSERT INTO passes BY NAME
        SELECT
            upper(md5(tasking_id::VARCHAR)[:26]) AS pass_id, upper(md5(tasking_id::VARCHAR)[27:]) AS short_code,
            tasking_id,
            made_at + INTERVAL 6 HOUR AS valid_from, made_at + INTERVAL 32 HOUR AS valid_until
        FROM taskings
        JOIN briefings USING (briefing_id);
    INSERT INTO picks BY NAME
        SELECT
            uuid() AS pick_id, team_id, patrol_day, shift, area_id, 'picked' AS decision, '7 calls' AS why,
            'Sgt 1' AS decided_by, made_at AS decided_at, row_number() OVER (ORDER BY made_at, number) AS serial
        FROM taskings
        JOIN briefings USING (briefing_id);
    INSERT INTO log_reviews BY NAME
        SELECT
            uuid() AS review_id, log_id, version, 'approved' AS state, 'Sgt 1' AS decided_by,
            received_at + INTERVAL 1 DAY AS decided_at, row_number() OVER (ORDER BY received_at) AS serial
        FROM patrol_logs
        -- the last week waits
        WHERE patrol_day < DATE '{UNTIL}' - 7
"""

SENT_FROM = """
    UPDATE patrol_logs
    SET pairing_id = md5(concat_ws(' ', collar, patrol_day, shift))::UUID,
        pass_id = upper(md5(tasking_id::VARCHAR)[:26])
"""

INCIDENTS = f"""
    INSERT INTO incidents BY NAME
    SELECT * EXCLUDE (chance, team, easting, northing), easting, northing,
        -2.0 + (easting - 400000) / 67500 AS longitude, 52.6 + (northing - 300000) / 111200 AS latitude
    FROM (
        SELECT
            hash(number) AS chance, chance % $teams AS team,
            md5('incident ' || number)::UUID AS incident_id, 'public' AS origin, 'minute' AS precision,
            if(chance // 32 % 10 < 3, 'call', 'crime') AS kind, 'C' || number AS reference,
            DATE '{FIRST}' + (chance // 1024 % {DAYS})::INTEGER AS patrol_day,
            date_trunc('month', patrol_day)::DATE AS month,
            (patrol_day + to_minutes((360 + chance // 1048576 % 1440)::INTEGER))::TIMESTAMPTZ AS occurred_at,
            occurred_at AS occurred_from, occurred_at AS reported_at,
            ['Burglary', 'Vehicle crime', 'Anti-social behaviour', 'Violence and sexual offences',
             'Criminal damage and arson', 'Other theft'][1 + (chance // 64 % 6)::INTEGER] AS category,
            400000 + 3000 * (team % 10) + (chance // 4294967296 % 2500)::DOUBLE AS easting,
            300000 + 3000 * (team // 10) + (chance // 17592186044416 % 1250)::DOUBLE AS northing,
            'Street ' || (easting // 500 * 41 + northing // 500)::BIGINT % 900 AS street,
            'N' || (team + chance // 268435456 % {many_logs.WARDS_EACH} * $teams) AS neighbourhood_id,
            'Ashbrook Police' AS force, 'export' AS source, false AS superseded
        FROM range($incidents) AS numbers (number)
    )
    WHERE patrol_day >= $since AND patrol_day < $until
"""

CALLS = """
    INSERT INTO reasons BY NAME
        SELECT
            incident_id AS reason_id, kind, reference, origin, reported_at, patrol_day AS dated_day, category AS text,
            street AS place, easting, northing, neighbourhood_id, force, source, load_id, false AS superseded
        FROM incidents
        WHERE kind = 'call'
"""


def keep_in(folder: Path, size: int) -> Path:
    """Make a store there with that many patrol logs and as many incidents; return its folder."""
    store = Store(folder, real=True)
    session = Session(store, TESTS)
    number_of_teams = max(1, size // LOGS_A_TEAM)
    many_logs.keep(session, size, number_of_teams=number_of_teams)
    with session.writing("brief") as written:
        run(written, SENT_FROM)
        run(written, PHONES)
        for first in range(0, DAYS, DAYS_AT_ONCE):
            days = {
                "since": FIRST.toordinal() + first,
                "until": FIRST.toordinal() + first + DAYS_AT_ONCE,
            }
            span = {name: FIRST.fromordinal(day) for name, day in days.items()}
            run(written, INCIDENTS, teams=number_of_teams, incidents=size, **span)
        cover(written)
    as_loaded(session, LOADED_AT)
    with session.writing("brief") as written:
        run(written, CALLS)
    store.close()
    return folder
