"""What people call the columns of their tables, and how their types of crime read in data.police.uk's.

Names are compared in small letters without signs (`mapping.normal`); the likeliest first.
"""

from patrolqr.core.form.from_table import ANSWERED, column_of
from patrolqr.readers.mapping import TableKind, normal


def _words(*lines: str) -> tuple[str, ...]:
    """Return the names in lines of names parted by commas."""
    return tuple(" ".join(lines).split(", "))


PLACE: dict[str, tuple[str, ...]] = {
    "longitude": _words(
        "longitude, long, lng, lon, x coord wgs84, wgs84 longitude, gps longitude",
    ),
    "latitude": _words(
        "latitude, lat, y coord wgs84, wgs84 latitude, gps latitude",
    ),
    "easting": _words(
        "easting, eastings, east, x, osgr east, grid east, bng e, xcoord, x coord, x",
        "coordinate, os easting",
    ),
    "northing": _words(
        "northing, northings, north, y, osgr north, grid north, bng n, ycoord, y coord, y",
        "coordinate, os northing",
    ),
    "grid_reference": _words(
        "grid reference, grid ref, os grid reference, os grid ref, national grid reference, ngr,",
        "osgr, gridref, os ref, map reference, map ref",
    ),
    "neighbourhood": _words(
        "beat code, beat, neighbourhood, ward, npt, lpt, sector, beat name, policing area,",
        "neighbourhood code, ward name, ward code, snt, safer neighbourhood team, team",
    ),
}
"""Where it was, in tables of every kind."""

HAPPENED: dict[str, tuple[str, ...]] = {
    "reference": _words(
        "crime ref, crime reference, crime number, crime no, crime id, incident no, incident",
        "number, incident ref, incident reference, incident id, cad, cad no, cad ref, cad",
        "number, log no, log number, urn, reference, ref, ref no, reference number, reference",
        "no, record number, occurrence number, occurrence no, niche ref, storm log, id, uid,",
        "unique id",
    ),
    "occurred_from": _words(
        "date from, occurred from, from date, committed from, committed from date, date",
        "committed, offence date, offence date from, earliest date, start date, date",
        "occurred, occurred, occurred on, incident date, date of offence, event date,",
        "datetime, date time, occurrence date, date time from, from, start, date, when, first",
        "date committed, date of incident, timestamp",
    ),
    "occurred_to": _words(
        "date to, occurred to, to date, committed to, committed to date, offence date to,",
        "latest date, end date, date time to, to, end, last date committed",
    ),
    "reported": _words(
        "reported, date reported, reported date, reported on, report date, recorded date,",
        "date recorded, created, created date, date created, opened, date opened, call time,",
        "call date, time of call, received, date received, log created, incident created,",
        "call received, date time reported, logged, date logged, time logged, logged at, created at",
    ),
    "type": _words(
        "offence, crime type, offence type, offence description, offence title, ho",
        "classification, closing code, final code, closing category, incident type, type,",
        "category, crime category, offense type, offense, classification, crime group, final",
        "type, nicl qualifier, closing type, nsir code, opening code, call type, offence",
        "group",
    ),
    "location": _words(
        "location, address, location address, street, street name, premises, offence",
        "location, incident location, full address, place, venue",
    ),
    "place_code": _words(
        "lsoa, lsoa code, lsoa21cd, lsoa11cd, lsoa21 code, small area, output area, place",
        "code",
    ),
    "outcome": _words(
        "outcome, disposal, last outcome category, result, crime outcome, status, outcome",
        "type",
    ),
    "origin": _words(
        "origin, call origin, reported by, source of call, how reported, method of report,",
        "call source, reporting method, contact method",
    ),
    "words": _words(
        "description, details, text, incident text, summary, mo, modus operandi, notes,",
        "remarks, comments, call text, incident details, log text, narrative, crime notes, mo",
        "text, initial text",
    ),
    "grade": _words(
        "grade, priority, response grade, call grade, urgency, incident grade",
    ),
}
"""What happened and when, in tables of incidents and of calls."""

NAMES: dict[TableKind, dict[str, tuple[str, ...]]] = {
    "incidents": HAPPENED | PLACE,
    "calls": HAPPENED | PLACE,
    "intelligence": {
        "reference": _words(
            "intel ref, intelligence reference, intel reference, ir ref, ir number, intelligence",
            "log, intel log, log ref, urn, reference, ref, intel id, id",
        ),
        "dated": _words(
            "date of intelligence, intel date, date of information, date of intel, event date,",
            "date of event, dated, date submitted, submitted, date, created, date created",
        ),
        "text": _words(
            "intelligence, intel, intelligence text, intel text, text, information, report text,",
            "original text, raw text, unsanitised text, details, body, summary, narrative",
        ),
        "sanitised_text": _words(
            "sanitised text, sanitised, sanitized text, sanitized, sanitised version, sanitised",
            "intelligence, dissemination text, briefing text",
        ),
        "grade": _words(
            "grade, grading, 3x5x2, evaluation, intel grade, 5x5x5, grading 3x5x2",
        ),
        "source_grade": _words(
            "source evaluation, source grade, source eval, source, source grading, source assessment",
        ),
        "information_grade": _words(
            "information evaluation, information grade, information assessment, info grade,",
            "intelligence assessment, intelligence evaluation, intel eval, intel evaluation, info",
            "eval, information eval, intelligence eval, intel assessment",
        ),
        "handling": _words("handling code, handling, handling grade"),
        "conditions": _words(
            "handling conditions, conditions, handling instructions, caveats, caveat",
        ),
        "expires": _words(
            "expiry, expires, expiry date, review date, valid until, valid to, delete by",
        ),
        "place": _words(
            "location, place, address, area, street",
        ),
    }
    | PLACE,
    "stop_searches": {
        "kind": _words(
            "type, search type, nature of stop, kind",
        ),
        "searched": _words(
            "date, date time, datetime, search date, date of search, searched, date and time",
        ),
        "part_of_operation": _words("part of a policing operation"),
        "operation": _words(
            "policing operation, operation, operation name",
        ),
        "gender": _words("gender, sex"),
        "age_range": _words("age range, age band"),
        "self_defined": _words(
            "self defined ethnicity, sde, self defined",
        ),
        "officer_defined": _words(
            "officer defined ethnicity, ode, officer defined",
        ),
        "legislation": _words(
            "legislation, power, search power, legal power",
        ),
        "object": _words("object of search, object, item searched for"),
        "outcome": _words(
            "outcome, result, disposal",
        ),
        "linked": _words(
            "outcome linked to object of search, linked",
        ),
        "more_clothing": _words(
            "removal of more than just outer clothing, more than outer clothing removed, removal",
            "of outer clothing",
        ),
    }
    | PLACE,
    "patrol_logs": {
        "submission_id": _words(
            "id, key, uuid, meta instance id, instance id, submission id, meta instanceid,",
            "response id",
        ),
        "edited": _words(
            "last modified time, edited, modified, updated at, zeitpunkt der letzten änderung,",
            "heure de la dernière modification, hora de la última modificación, amser addasu",
            "diwethaf, amser yr addasiad diwethaf",
        ),
        "started": _words(
            "start time, start, startzeit, heure de début, hora de inicio, amser cychwyn, amser",
            "dechrau, started",
        ),
        "ended": _words(
            "completion time, end, submission date, submissiondate, submission time,",
            "fertigstellungszeit, heure de fin, hora de finalización, amser cwblhau, amser",
            "gorffen, timestamp, submitted",
        ),
        "arrived": _words(
            "arrived, time arrived, arrival time, patrol start, start of patrol, time on, when",
            "did you arrive, patrol started, time in",
        ),
        "left": _words(
            "left, time left, departure time, patrol end, end of patrol, time off, when did you",
            "leave, patrol ended, time out",
        ),
        "area": _words(
            "area, patrol area, which patrol area, hotspot, location, which area, route, patrol",
            "route, beat, patrol location, hot spot, welches gebiet, zone, zona, ardal",
        ),
        "sent_by": _words(
            "name, submitter name, submitted by, submittername, officer, officer name, nom,",
            "nombre, enw",
        ),
        "minutes": _words(
            "minutes, how many minutes, time spent, duration, how long, minutes on patrol,",
            "duration minutes",
        ),
        "engagements": _words(
            "engagements, people engaged, how many people did you speak to, people spoken to,",
            "number of engagements, public engagements, contacts, how many engagements, spoke to,",
            "engaged with",
        ),
        "stop_searches": _words(
            "stop searches, stop search, stop and search, stop and searches, number of stop",
            "searches, how many stop searches, searches, stop searched",
        ),
        "arrests": _words(
            "arrests, number of arrests, arrest, how many arrests, arrested",
        ),
        "answer": _words("answer, answer to the ask, reply"),
        "saw": _words(
            "saw, what did you see, seen, observations, notes, comments, anything else, other",
            "information, remarks",
        ),
        "heard": _words(
            "heard, what did you hear",
        ),
        "learned": _words(
            "learned, what did you learn, learnt, information gained",
        ),
        "tactics_done": _words(
            "tactics, tactics done, what did you do, activity, activities, action taken, actions,",
            "actions taken",
        ),
        "cut_short": _words(
            "cut short, why was it cut short, reason not completed, reason missed",
        ),
        "actions": _words("number of actions, how many actions, actions"),
        "travelled": _words(
            "how patrolled, how did you patrol, on foot or by vehicle, foot or vehicle, mode of",
            "patrol, type of patrol, patrol type",
        ),
        "role": _words("role, your role, what is your role"),
        "intelligence": _words(
            "intelligence, intelligence reference, intel ref, intel reference",
        ),
        "collar": _words(
            "collar, collar number, collar no, shoulder number, officer number, epaulette,",
            "warrant number",
        ),
        "officers_present": _words(
            "officers present, how many officers, number of officers, with how many, officers",
            "there, crew size",
        ),
        "colleagues": _words("with, with whom, colleagues, crewed with, accompanied by"),
        "team": _words("team, policing team, local policing team, lpt, which team"),
    },
}
"""Field → what its column is called, by kind of table."""

for _asked in ANSWERED:  # a question nobody thought of words for is called what the form calls it
    _called = (normal(_asked.label), normal(_asked.name))
    NAMES["patrol_logs"].setdefault(column_of(_asked), _called)

TELLING: dict[TableKind, dict[str, int]] = {
    "stop_searches": {
        "object of search": 5,
        "legislation": 3,
        "officer defined ethnicity": 4,
        "search": 2,
    },
    "intelligence": {
        "intel": 4,
        "intelligence": 4,
        "sanitised": 5,
        "sanitized": 5,
        "handling": 4,
        "3x5x2": 5,
        "5x5x5": 5,
        "grading": 2,
        "source evaluation": 4,
    },
    "calls": {
        "incident": 2,
        "cad": 4,
        "opened": 3,
        "closing": 3,
        "call": 4,
        "caller": 4,
        "grade": 2,
        "log": 2,
        "received": 2,
        "response": 2,
        "opening": 2,
        "dispatch": 3,
    },
    "incidents": {
        "crime": 4,
        "offence": 4,
        "offense": 4,
        "committed": 3,
        "occurred": 2,
        "ho classification": 4,
        "mo": 2,
        "victim": 2,
        "category": 1,
        "date from": 2,
        "outcome": 1,
        "occurrence": 2,
    },
    "patrol_logs": {
        "patrol": 4,
        "hotspot": 2,
        "engagements": 3,
        "arrests": 2,
        "stop searches": 2,
        "collar": 2,
        "uuid": 3,
        "submission": 3,
        "completion time": 4,
        "submissiondate": 5,
        "instance": 3,
        "people engaged": 3,
    },
}
"""Words in a header that tell which kind of table it is, and how strongly."""

TYPES: tuple[tuple[str, str], ...] = (
    (r"bicycle|pedal cycle|\bcycle theft", "Bicycle theft"),
    (r"shoplift|theft from (a )?shop|shop theft", "Shoplifting"),
    (r"theft from (the )?person|pick ?pocket|snatch", "Theft from the person"),
    (r"robber", "Robbery"),
    (r"burgl|break in", "Burglary"),
    (r"criminal damage|arson|graffiti|vandal", "Criminal damage and arson"),
    (
        r"vehicle (crime|theft|interference|taking)|"
        r"theft (of|from) (a )?(motor|vehicle|mv)|\btfmv\b|\btomv\b|\btwoc\b|\butmv\b|"
        r"motor vehicle theft|theft motor|car theft|auto theft",
        "Vehicle crime",
    ),
    (
        r"possess(ion)? of (an? )?(offensive )?weapons?|weapon|bladed|knife|firearm",
        "Possession of weapons",
    ),
    (r"drug|cannabis|\bpwits\b", "Drugs"),
    (
        r"anti ?social|\basb\b|rowdy|nuisance|street drinking|begging|neighbour dispute|"
        r"noise",
        "Anti-social behaviour",
    ),
    (r"public order|affray|fear or provocation|hate", "Public order"),
    (
        r"violen|assault|\bgbh\b|\babh\b|wounding|\bvap\b|sexual|rape|domestic|harass|"
        r"stalk|homicide|murder|threats to kill",
        "Violence and sexual offences",
    ),
    (r"\btheft\b|stealing|larceny|making off", "Other theft"),
    (
        r"other crime|miscellaneous crime|perverting|bail|forgery|handling stolen|"
        r"going equipped|dangerous driving",
        "Other crime",
    ),
)
"""How a force's type reads → data.police.uk's word, the first that is found; none is a question."""
