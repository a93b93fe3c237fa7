"""What each place's sheet asks, and what officers answered, saw, heard and learned there.

Nobody is named.
"""

LISTS = {
    "Which lights below the bridge are out?": (
        "All on the north side",
        "Two",
        "None",
        "The one by the steps",
    ),
}
"""Questions that are answered by one of a list."""

NUMBERS = ("How many vans have tools on show?",)
"""Questions that are answered by a number."""

ASKS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "Market Square": (
        (
            "Where does trouble start: queue, takeaway or door?",
            (
                "Takeaway doorway, too narrow for the queue",
                "Queue at the rank",
                "Quiet tonight",
                "Door staff say the queue",
            ),
        ),
        (
            "Is the taxi rank staffed after 23:00?",
            ("Yes", "No", "No: queue of about 30", "Not seen"),
        ),
    ),
    "Station Road": (
        (
            "Do all lamps on the approach work?",
            ("No: three are out", "Yes", "No: reported again", "Yes: repaired"),
        ),
        (
            "Is anybody at the bicycle racks?",
            ("No", "Yes: staff, locking up", "Yes: two left as we came", "Not seen"),
        ),
    ),
    "Retail Park": (
        (
            "Is the fire exit by the loading bay alarmed?",
            ("No: alarm still broken", "Yes", "No: manager says by Friday", "Not seen"),
        ),
        (
            "What was taken this week, and when?",
            (
                "Spirits, mostly before noon",
                "Razor blades and meat",
                "Nothing since Monday",
                "Laundry goods, Saturday",
            ),
        ),
    ),
    "Bus Station": (
        (
            "Are there groups at stands C and D?",
            (
                "Yes: about 15, good-humoured",
                "Yes: two groups, staff are worried",
                "No",
                "No: all gone by 16:40",
            ),
        ),
        (
            "Have drivers been abused this week?",
            ("Yes: twice, one not reported", "No", "Yes: spat at on Tuesday", "Not seen"),
        ),
    ),
    "Canal Bridge": (
        (
            "Which lights below the bridge are out?",
            ("All on the north side", "Two", "None", "The one by the steps"),
        ),
        (
            "Who uses the path after dark?",
            (
                "Dog walkers and rowers",
                "Nobody seen",
                "Two on bicycles, left at once",
                "Anglers, say it is quieter",
            ),
        ),
    ),
    "Queensway shops": (
        (
            "Is there a group outside the parade?",
            ("Yes: six, moved on without trouble", "No", "Yes: ten or so", "Not seen"),
        ),
        (
            "Which shop is asked to sell to them?",
            ("Off-licence, refuses since last week", "Nobody could say", "Drink is brought by car"),
        ),
    ),
    "Millbrook estate": (
        (
            "Is there fresh damage since yesterday?",
            ("No", "Yes: shelter glass again", "Yes: tags on two garages", "No: cleaned this week"),
        ),
        ("Are the bin stores locked?", ("No: hasp broken", "Yes", "No: one of three", "Not seen")),
    ),
    "Mill Lane": (
        (
            "Which rear gates stood open?",
            ("Seven of about forty", "None", "Three, cards left", "Two, occupants told"),
        ),
        (
            "Did neighbours see the two cyclists?",
            (
                "No",
                "Yes: Tuesday about 10:30",
                "Yes: one has doorbell footage",
                "No: nobody at home",
            ),
        ),
    ),
    "Leisure Centre": (
        (
            "How many vans have tools on show?",
            ("3", "5", "0", "2", "1"),
        ),
        (
            "Is the far end of the car park lit?",
            ("No: four lamps out", "No", "Yes: repaired", "No: half of it"),
        ),
        (
            "Is the grey estate here?",
            ("No", "Not seen", "Yes: left as we arrived, index noted", "No"),
        ),
    ),
    "Priory Park": (
        (
            "Is the group there before 20:00?",
            (
                "Yes: nine or ten by 19:30",
                "Yes: six, moved on without trouble",
                "No",
                "No: empty and quiet",
                "Not seen",
            ),
        ),
        (
            "Do the lights by the play area work?",
            ("No: two of four are out", "Yes", "No: reported again", "Yes: all"),
        ),
    ),
}
"""Per place: the question on the sheet, which changes by week, and answers that were given to it."""

SAW = {
    "Market Square": (
        "Long queue at the takeaway, door staff two short.",
        "One man turned away three times, taken home by friends.",
        "Stalls packing up, bags left open behind two of them.",
    ),
    "Station Road": (
        "Two bicycles with cut locks in the rack.",
        "Taxi rank empty for twenty minutes.",
    ),
    "Retail Park": (
        "Fire exit propped open with a crate.",
        "Two people left when they saw us, nothing taken.",
        "Security alone on the floor.",
    ),
    "Bus Station": (
        "About 20 students at stand C, good-humoured.",
        "Staff locked the waiting room early.",
    ),
    "Canal Bridge": ("Two people left by bicycle at once.", "Foil and small bags on the steps."),
    "Queensway shops": (
        "Six youths outside, polite, left when the shops shut.",
        "Cans and bottles behind the parade.",
    ),
    "Millbrook estate": (
        "Fresh tag on the second garage.",
        "Bin store open, paper piled inside.",
        "Shelter glass replaced.",
    ),
    "Mill Lane": ("Several rear gates open, alley overgrown.", "Side window ajar, occupant told."),
    "Leisure Centre": (
        "Broken glass in the last row, looks a day old.",
        "Two vans with tools on show, cards left.",
        "Grey estate drove out as we came in.",
        "Lamps out along the hedge.",
    ),
    "Priory Park": (
        "Firework remains by the play area.",
        "Two bikes without lights, rode off over the field.",
        "Nine youths by the pavilion, drink put away when we came.",
    ),
}

HEARD = (
    "Shop worker: quieter since officers walk through before closing.",
    "Resident: they come by car about nine and leave before ten.",
    "Driver: had two like that this week, did not report it.",
    "Dog walker: lights have been out for a month.",
    "Caretaker: has footage and will keep it.",
    "Trader: would like a number to call that is answered at night.",
    "Resident: had not seen an officer on foot here before this month.",
    "Parent: children avoid the way after school.",
)

LEARNED = {
    "Market Square": (
        "Two premises share one radio; the third cannot hear them.",
        "Camera over the stalls is broken.",
    ),
    "Station Road": (
        "The last train is met by one taxi only.",
        "The underpass is the way home for most passengers.",
    ),
    "Retail Park": ("Staff change at 18:00 and nobody watches the doors for ten minutes.",),
    "Bus Station": ("College ends at 16:10 on Wednesdays; the buses leave at 16:35.",),
    "Canal Bridge": ("The gate to the service road is never locked; the council has the key.",),
    "Queensway shops": ("The group comes from the bus at 15:50 and waits for the next.",),
    "Millbrook estate": ("Bin crews come on Thursday; stores are full from Tuesday.",),
    "Mill Lane": ("The rear path is the way in and out: a lock would close it.",),
    "Leisure Centre": ("Evening classes end at 21:15; the car park is full of vans until then.",),
    "Priory Park": (
        "The group meets at the chip shop first; speak to them there.",
        "The gap in the fence is by the bowls hut.",
    ),
}
