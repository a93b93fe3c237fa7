"""Closed lists of answers, in the field's own words: what the phone offers is what is stored and
published.

Lists are copied letter by letter, also where a published string has a stray space. Sources: (1)
data.police.uk, the columns and values of its stop-and-search files and crime files; (2) the 18+1
self-defined ethnicity codes as the Ministry of Justice and police forces use them, with the strings
data.police.uk publishes and the numbers of DS_038; (3) NPCC POLE Minimum Data Standards Dictionary
1.1 (30 July 2023): DS_038, DS_106, DS_107, DS_112; (4) the PNC's IC codes; (5) PACE 1984 section 3
as amended by the Crime and Security Act 2010, and Code A of 20 December 2023.
"""

CUT_SHORT = (
    "Sent to another call",
    "Custody",
    "Scene guard",
    "Constant observation",
    "Court",
    "Weather",
    "Not safe alone",
    "Other",
)
"""Why a visit was cut short or could not be made, as the officer, the strip and the sergeant say it:
an abstraction argues for officers, it does not blame them.
"""

PROMISES = ("Come back and check", "Call back", "Tell the council", "Tell the team")
"""What an officer often promises somebody; any other words do as well."""

CORRECTED = ("Times wrong", "Counted wrong", "Left something out", "My sergeant asked")
"""Why an officer often corrects a log; any other words do as well."""

CUT_SHORT_BEFORE = {
    "abstracted to response": "Sent to another call",
    "custody": "Custody",
    "scene guard": "Scene guard",
    "constant observation": "Constant observation",
    "court": "Court",
    "weather": "Weather",
    "unsafe": "Not safe alone",
    "other": "Other",
}
"""What sergeants tapped up to version 0.1.1, as it is stored, and what it is called now."""

SEARCH_KINDS = {
    "Person search": "Person",
    "Person and Vehicle search": "Both",
    "Vehicle search": "Vehicle",
}
"""Type of a stop-search (1), and its short word on the phone."""

GENDERS = ("Male", "Female", "Other")
AGE_RANGES = ("under 10", "10-17", "18-24", "25-34", "over 34")
"""Gender and age range as published (1)."""

OBJECTS = (
    "Controlled drugs",
    "Offensive weapons",
    "Stolen goods",
    "Article for use in theft",
    "Articles for use in criminal damage",
    "Firearms",
    "Anything to threaten or harm anyone",
    "Crossbows",
    "Evidence of offences under the Act",
    "Fireworks",
    "Psychoactive substances",
    "Game or poaching equipment",
    "Evidence of wildlife offences",
    "Detailed object of search unavailable",
    "Goods on which duty has not been paid etc.",
    "Seals or hunting equipment",
)
"""Object of search (1)."""

OUTCOMES = (
    "A no further action disposal",
    "Arrest",
    "Caution (simple or conditional)",
    "Community resolution",
    "Khat or Cannabis warning",
    "Penalty Notice for Disorder",
    "Summons / charged by post",
)
"""Outcome, current strings (1)."""

SECTION_60 = "Criminal Justice and Public Order Act 1994 (section 60)"
SECTION_11 = "Public Order Act 2023 (section 11)"

NO_SUSPICION = (SECTION_60, SECTION_11)
"""Powers that need no suspicion: published rows under section 60 have no object."""

POWERS = (
    "Police and Criminal Evidence Act 1984 (section 1)",
    "Misuse of Drugs Act 1971 (section 23)",
    SECTION_60,
    "Firearms Act 1968 (section 47)",
    "Criminal Justice Act 1988 (section 139B)",
    "Police and Criminal Evidence Act 1984 (section 6)",
    "Psychoactive Substances Act 2016 (s36(2))",
    "Psychoactive Substances Act 2016 (s37(2))",
    "Poaching Prevention Act 1862 (section 2)",
    "Crossbows Act 1987 (section 4)",
    "Customs and Excise Management Act 1979 (section 163)",
    "Deer Act 1991 (section 12)",
    "Protection of Badgers Act 1992 (section 11)",
    "Wildlife and Countryside Act 1981 (section 19)",
    "Aviation Security Act 1982 (section 27(1))",
    "Public Stores Act 1875 (section 6)",
    "Conservation of Seals Act 1970 (section 4)",
    "Hunting Act 2004 (section 8)",
    "Environmental Protection Act 1990 (section 34B )",
    "Public Order Act 2023 (section 10)",
    SECTION_11,
    "Sentencing Act 2020 (section 342E)",
)
"""Legislation (1), the commonest first.

The last three are named in Home Office statistics and written alike.
"""

SELF_DEFINED = {
    "W1": "White - English/Welsh/Scottish/Northern Irish/British",
    "W2": "White - Irish",
    "W3": "White - Gypsy or Irish Traveller",
    "W9": "White - Any other White background",
    "M1": "Mixed/Multiple ethnic groups - White and Black Caribbean",
    "M2": "Mixed/Multiple ethnic groups - White and Black African",
    "M3": "Mixed/Multiple ethnic groups - White and Asian",
    "M9": "Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background",
    "A1": "Asian/Asian British - Indian",
    "A2": "Asian/Asian British - Pakistani",
    "A3": "Asian/Asian British - Bangladeshi",
    "A4": "Asian/Asian British - Chinese",
    "A9": "Asian/Asian British - Any other Asian background",
    "B2": "Black/African/Caribbean/Black British - African",
    "B1": "Black/African/Caribbean/Black British - Caribbean",
    "B9": "Black/African/Caribbean/Black British - Any other Black/African/Caribbean background",
    "O2": "Other ethnic group - Arab",
    "O9": "Other ethnic group - Any other ethnic group",
    "NS": "Other ethnic group - Not stated",
}
"""Self-defined ethnicity: the 18+1 letters (2), in the order of DS_038 (3), with the published
string (1).
"""

DS_038 = {code: number for number, code in enumerate(SELF_DEFINED, start=1)}
"""The NPCC's number of each self-defined ethnicity (3).

19 reads "Prefer not to say/Unknown" there.
"""

ETHNICITY_MISSING = ("Not stated", "Refused", "Not asked", "Not understood", "Officer called away")
"""Why there is no self-defined ethnicity: kept apart, because they do not mean the same."""

OFFICER_DEFINED = {
    "IC1": "IC1 White – North European",
    "IC2": "IC2 White – South European",
    "IC3": "IC3 Black",
    "IC4": "IC4 Asian (Indian subcontinent)",
    "IC5": "IC5 Chinese, Japanese, Korean or other South-East Asian",
    "IC6": "IC6 Arab or North African",
    "IC9": "IC9 Unknown",
}
"""Officer-defined ethnicity by the PNC's wording (4).

The NPCC's list disagrees: mapped below, never merged.
"""

DS_112 = {
    "IC1": "1 White - North European",
    "IC2": "2 White - South European",
    "IC3": "3 Black",
    "IC4": "4 Asian",
    "IC5": "5 Chinese, Japanese or any other Southeast Asian",
    "IC6": "6 Arabic or North African",
    "IC9": "0 not recorded/not known",
}
"""The NPCC's wording (3) of each IC code.

Its "7 Mixed Any other Mixed / multiple ethnic background" has none.
"""

PUBLISHED_OFFICER_DEFINED = {
    "IC1": "White",
    "IC2": "White",
    "IC3": "Black",
    "IC4": "Asian",
    "IC6": "Other",
}
"""The five published values (1) of IC codes.

IC5 is settled in no source we know: it is published as nothing.
"""

GOWISELY = (
    "Grounds",
    "Object",
    "Warrant card",
    "Identity",
    "Station",
    "Entitlement to a copy",
    "Legal power",
    "You are detained",
)
"""What is told to the person before the search (5)."""

SECTION_3 = (
    "Date",
    "Time",
    "Place",
    "Ethnicity",
    "Object of search",
    "Grounds for search",
    "Identity of the officer",
)
"""The seven items of the force's own record of a search (5)."""

ASB_TYPES = (
    "Vehicle abandoned",
    "Vehicle nuisance or inappropriate use",
    "Rowdy or inconsiderate behaviour",
    "Rowdy or nuisance neighbours",
    "Littering or drugs paraphernalia",
    "Animal problems",
    "Trespassing",
    "Nuisance calls",
    "Street drinking",
    "Prostitution-related activity",
    "Nuisance noise",
    "Begging",
    "Misuse of fireworks",
)
"""Types of anti-social behaviour: DS_107 (3)."""

ENGAGEMENT_KINDS = {
    "In the street": "In the street",
    "Shop or business": "Shop or business",
    "Home": "Home",
    "School or youth": "School or youth club",
    "Meeting or stall": "Meeting or stall",
    "Partner": "At a partner's",
    "Other": "Other",
}
"""Where somebody was spoken to: stored value → words."""

MET = (
    "Resident",
    "Business",
    "Young person",
    "Visitor",
    "Partner",
    "Vulnerable person",
)
"""Whom officers spoke to, never by name."""

TRAVELLED = ("On foot", "Cycle", "Vehicle", "Station")
"""How an area was patrolled."""

ROLES = ("PC", "PCSO", "Special", "Partner")
"""Who patrolled: DOMAIN's words for constables, community support officers, special constables and
people of a partner such as the council.
"""

SEIZED = ("Weapon", "Drugs", "Alcohol", "Vehicle", "Stolen goods", "Other")
"""What was seized."""

FOUND = ("Nothing", *SEIZED)
"""What a search found: it is not the same as its outcome, nor as what was looked for."""

SEIZURE, INTELLIGENCE = "Seizure", "Intelligence submitted"

ACTIONS = {
    "Dispersal": "Dispersal (s.34/35)",
    "CPW": "CPW",
    "CPN": "CPN",
    "PSPO": "PSPO",
    "FPN": "FPN",
    "PND": "PND",
    "ABC": "ABC",
    "Community resolution": "Community resolution",
    "Warning given": "Warning given",
    SEIZURE: SEIZURE,
    "Weapon sweep": "Weapon sweep",
    "Safeguarding referral": "Safeguarding referral",
    INTELLIGENCE: INTELLIGENCE,
    "Crime reported": "Crime reported",
    "Premises visited": "Premises visited",
    "Event attended": "Event attended",
}
"""What else was done: powers used, referrals and visits. Stored value → words, in officers' own
abbreviations. Sections 34 and 35 are of the Anti-social Behaviour, Crime and Policing Act 2014.
"""
