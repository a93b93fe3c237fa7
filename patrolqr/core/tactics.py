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
    "Robbery": (
        "Stand where victims were approached",
        "Speak to bus and rail staff",
        "Walk the route home from the stop",
    ),
    "Shoplifting": (
        "Speak to store security",
        "Stand at the exit for ten minutes",
        "Ask which goods are stolen to order",
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
    ),
}
"""Three to five tactics per crime type; other types take ANYWHERE."""

ANYWHERE = (
    "Be seen, on foot, for the whole visit",
    "Speak to at least two people who live or work here",
    "Note what makes it easy: light, access, hiding places",
)

ASKS: dict[str, str] = {
    "Anti-social behaviour": "Who gathers here, at what time, and what draws them?",
    "Bicycle theft": "Which racks are used overnight, and are they overlooked?",
    "Burglary": "Which rear gates and alleys stood open?",
    "Criminal damage and arson": "What is freshly damaged, and who can see it happen?",
    "Drugs": "Where and when do people meet and leave again within minutes?",
    "Robbery": "Where would you wait for somebody on their own?",
    "Shoplifting": "What is being taken, and which way do they leave?",
    "Theft from the person": "Where do people stand with bags and phones out of sight?",
    "Vehicle crime": "How many vehicles had valuables on show, and where?",
    "Violence and sexual offences": "Where did trouble start or look like starting?",
}
"""One question per crime type to begin with; it is the form's first question."""

ASK_ANYWHERE = "What has changed here since last week?"


def for_type(category: str | None) -> tuple[str, ...]:
    """Return the tactics to offer for a crime type."""
    return TACTICS.get(category or "", ANYWHERE)


def ask_for(category: str | None) -> str:
    """Return the question to begin with for a crime type."""
    return ASKS.get(category or "", ASK_ANYWHERE)
