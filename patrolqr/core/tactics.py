"""What to try in a patrol area and what to ask there, per crime type: a start for the sergeant, who
edits it.
"""

TACTICS: dict[str, tuple[str, ...]] = {
    "Anti-social behaviour": (
        "Speak to the group, take no sides, leave a name",
        "Walk the sight lines: who can be seen from where",
        "Ask the nearest shops what they saw this week",
        "Note lighting and hiding places for the council",
    ),
    "Bicycle theft": (
        "Check racks for weak locks",
        "Offer bike marking",
        "Ask who leaves bikes overnight",
    ),
    "Burglary": (
        "Walk the rear access and note open gates",
        "Knock at neighbours of recent victims",
        "Look for lights off and post on the mat",
        "Leave a card at unanswered doors",
    ),
    "Criminal damage and arson": (
        "Note fresh damage and tags",
        "Ask for doorbell footage",
        "Report loose fuel and waste",
    ),
    "Drugs": (
        "Be seen, stay on foot",
        "Note meeting places and times",
        "Speak to residents, not to suspects' friends",
    ),
    "Other theft": (
        "Walk round what is stored outside",
        "Ask who delivers and who collects",
        "Note what stands unlocked or unlit",
    ),
    "Possession of weapons": (
        "Look where something could be hidden",
        "Speak to door and park staff",
        "Be seen when school or pubs end",
    ),
    "Public order": (
        "Be there when premises empty",
        "Speak to staff before they close",
        "Name the person and the behaviour, early",
        "Walk people to their way home",
    ),
    "Robbery": (
        "Stand where victims were approached",
        "Speak to bus and rail staff",
        "Walk the route home from the stop",
    ),
    "Shoplifting": (
        "Speak to store security",
        "Stand at the exit for ten minutes",
        "Ask which goods are stolen to order",
        "Walk in and out as others do: who looks away?",
        "Say at the tills when a patrol is here next",
    ),
    "Theft from the person": (
        "Be seen in the queue",
        "Speak to door staff",
        "Remind people of open bags",
    ),
    "Vehicle crime": (
        "Walk the car park's dark edge",
        "Check for open windows and tools on show",
        "Ask for footage of the rows hit before",
        "Note vehicles that wait with someone inside",
    ),
    "Violence and sexual offences": (
        "Be seen at closing time",
        "Speak to door staff",
        "Check the taxi rank and alleys",
        "Look out for who is alone or unwell",
    ),
}
"""Three to five tactics per crime type; other types take ANYWHERE."""

ANYWHERE = (
    "Be seen, on foot, for the whole visit",
    "Speak to at least two people who live or work here",
    "Note what makes it easy: light, access, hiding places",
)

ASKS: dict[str, tuple[str, ...]] = {
    "Anti-social behaviour": (
        "Who gathers here, at what time, and what draws them?",
        "Which of the neighbours or shops is troubled most, and by what?",
        "Where do they come from, and where do they go when moved on?",
        "What would have to change here for this to stop?",
    ),
    "Bicycle theft": (
        "Which racks are used overnight, and are they overlooked?",
        "How many bikes stood here with a lock that a hand can open?",
    ),
    "Burglary": (
        "Which rear gates and alleys stood open?",
        "Which houses look empty, and who would notice somebody there?",
        "Who knocked at doors this week, and selling what?",
        "Where could somebody wait unseen for the lights to go out?",
    ),
    "Criminal damage and arson": (
        "What is freshly damaged, and who can see it happen?",
        "What lies here that could be lit or thrown?",
        "Which camera or doorbell looks at it, and whose is it?",
    ),
    "Drugs": (
        "Where and when do people meet and leave again within minutes?",
        "Which door or car do they go to?",
        "What was left behind, and where?",
    ),
    "Possession of weapons": (
        "Where could something be hidden and fetched again?",
        "Who is afraid to come here, and why?",
    ),
    "Public order": (
        "What did it begin with, and who was there?",
        "Which premises do they come from, and at what time?",
        "Who was shouted at or threatened, and do they know by whom?",
        "Where do people wait, and what for?",
    ),
    "Robbery": (
        "Where would you wait for somebody on their own?",
        "Which way home is dark, and who uses it?",
        "Who was spoken to by a stranger this week, and what was wanted?",
    ),
    "Shoplifting": (
        "What is being taken, and which way do they leave?",
        "Who comes again and again, and on which days?",
        "What do the shops do when it happens, and what stops them calling?",
        "Where are the goods sold on?",
        "Which doors, tills and aisles cannot be seen by the staff?",
    ),
    "Theft from the person": (
        "Where do people stand with bags and phones out of sight?",
        "At what hour is it so full that nobody would notice a hand?",
    ),
    "Vehicle crime": (
        "How many vehicles had valuables on show, and where?",
        "Which rows are dark or out of sight?",
        "Which vehicles wait here with someone inside?",
        "Where was glass on the ground, and how fresh is it?",
    ),
    "Violence and sexual offences": (
        "Where did trouble start or look like starting?",
        "Who was on their own and looked followed or afraid?",
        "What do door staff and drivers see before it turns?",
        "At what time does it turn, and what ends then?",
    ),
}
"""Questions per crime type to begin with, the first one first: it is the form's first question."""

ASKS_ANYWHERE = (
    "What has changed here since last week?",
    "What do people who live or work here want done first?",
    "Who ought to know of this place, and does not?",
)


def for_type(category: str | None, *, turn: int = 0) -> tuple[str, ...]:
    """Return the tactics to offer for a crime type; at a later turn they begin with a later one, so
    that areas with one problem are not all worked alike.
    """
    offered = TACTICS.get(category or "", ANYWHERE)
    begin = turn % len(offered)
    return offered[begin:] + offered[:begin]


def ask_for(category: str | None, *, turn: int = 0) -> str:
    """Return the question to begin with for a crime type: at each turn another one, then those for
    anywhere.
    """
    asks = ASKS.get(category or "", ()) + ASKS_ANYWHERE
    return asks[turn % len(asks)]
