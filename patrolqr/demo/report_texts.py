"""What people write about a place before a patrol: reasons and taskings.

Plain, short, without anybody's name.
"""

from patrolqr.demo.hotspots import ASB, BURGLARY, DAMAGE, DRUGS, ORDER, SHOPS, VEHICLE, VIOLENCE

CALLS = {
    ASB: (
        "Caller reports a group of 8 to 10 youths shouting and kicking bins over; fireworks set off twice.",
        "Loud music and drinking; bottles thrown when asked to be quiet.",
        "Off-road bikes on the footpath, riders masked, no lights.",
        "Group blocking the way and shouting at people; the caller is afraid to walk past.",
        "Street drinkers arguing for an hour; one sat in the road.",
        "Youths on a roof, tiles thrown down. Third call this week from this address.",
    ),
    VIOLENCE: (
        "Fight outside, four people involved, one on the ground; bystanders have stepped in.",
        "Man punched by a stranger who walked off.",
        "Screaming heard and something broken; the caller could not see who.",
    ),
    ORDER: (
        "Man shouting threats at passers-by.",
        "Two groups squaring up; nobody hurt yet, numbers growing.",
        "Staff abused at the counter and threatened with a bottle.",
    ),
    VEHICLE: (
        "Van window smashed and tools taken; it was parked out of the light.",
        "Two people trying door handles along the row, hoods up, one with a torch.",
        "Catalytic converter taken in minutes; a grey estate was waiting with the engine running.",
    ),
    SHOPS: (
        "Two people filled a trolley with spirits and walked out; staff know one of them by sight.",
        "Suspect detained by store security, becoming aggressive.",
        "Trolley of laundry capsules pushed out of the fire exit.",
    ),
    DAMAGE: (
        "Window smashed, second time this month.",
        "Wheelie bin set alight against a wall.",
        "Fresh tags along the row and one window broken.",
    ),
    DRUGS: (
        "Regular short meetings after dark; cash changes hands.",
        "Strong smell of cannabis, people stop for a minute and leave.",
    ),
    BURGLARY: (
        "Rear door forced while the occupants were at work; jewellery and a laptop taken.",
        "Unknown person looked through letter boxes and went round the back.",
    ),
}
"""Words of a call, by crime type."""

INTELLIGENCE = {
    "Market Square": (
        "1 B P: Trouble after closing time starts in the takeaway queue, not inside the premises.",
        "2 D P: Drinkers moved on from the square gather at the church wall within half an hour.",
    ),
    "Station Road": (
        "2 B P: Bicycles are taken from the station racks on weekday afternoons by two people with a white van.",
        "2 D P: Late passengers are followed from the approach towards the underpass.",
    ),
    "Retail Park": (
        "2 B P: Spirits and razor blades are stolen to order and handed over behind the loading bay.",
        "1 A P: The fire exit by the loading bay is opened from inside on Saturdays before noon.",
    ),
    "Bus Station": (
        "2 B P: A dispute between two groups is expected to go on at the stands after college.",
        "2 D P: Small deals are made in the waiting room between 16:00 and 17:00.",
    ),
    "Canal Bridge": (
        "2 D P: Dealing has moved from the bus station to the towpath below the bridge since the lights failed.",
        "2 B P: Two riders on electric bicycles bring deals to the bridge after 19:00.",
    ),
    "Queensway shops": (
        "2 D P: Drink for the group outside the parade is bought by an adult before 20:00.",
    ),
    "Millbrook estate": (
        "2 D P: The same tag on the estate and at the school suggests one small group after school.",
    ),
    "Mill Lane": (
        "2 B P: Rear alleys are tried on weekday mornings by two people on bicycles with a large rucksack.",
    ),
    "Leisure Centre": (
        "1 A P: A grey estate with false plates was seen at three thefts from vehicles between 18:30 and 22:00.",
        "2 B P: Tools from vans are sold on a local selling page within a day; vans are watched first.",
        "2 D P: One person sits in the cafe and tells others by phone when the car park is quiet.",
    ),
    "Priory Park": (
        "2 B P: Youths from two schools agree online to meet here on Fridays from about 19:00.",
        "2 D P: Fireworks are sold from the boot of a car at the park gate.",
        "2 B P: The group meets at the chip shop first and goes to the park when it shuts.",
    ),
}
"""Sanitised 3x5x2 items: source, information, handling, then what may be told."""

PRIORITIES = (
    (
        "Priory Park",
        "Residents want the park to feel safe after dark: noise, drinking and fireworks by the play area.",
        "Walk through before and after 20:00; ask whether the lamps by the play area work.",
    ),
    (
        "Leisure Centre",
        "Members report thefts from vehicles; they ask for patrols when evening classes end.",
        "Be seen in the far rows when classes end; leave cards on vans with tools on show.",
    ),
    (
        "Market Square",
        "Traders ask for visible patrols on Friday and Saturday nights and at the Thursday market.",
        "Stand where queues form; call on the traders on Thursdays.",
    ),
    (
        "Station Road",
        "Commuters do not feel safe walking from the last trains; lighting on the approach is reported.",
        "Walk the approach as the last trains come in; report lamps that are out.",
    ),
    (
        "Retail Park",
        "Store managers ask for contact with officers about repeat shop theft and abuse of staff.",
        "Call on two store managers at each visit and note what was taken.",
    ),
    (
        "Canal Bridge",
        "Boaters and walkers report dealing and broken lights below the bridge.",
        "Come from both sides; report lights that are out to the council.",
    ),
    (
        "Queensway shops",
        "Shopkeepers ask for help with groups outside the parade after school.",
        "Be there as the school bus comes in; ask which shop is asked to sell.",
    ),
    (
        "Millbrook estate",
        "Tenants ask for fires and damage at the bin stores to be stopped.",
        "Check the bin stores; tell the caretaker which of them is open.",
    ),
    (
        "Mill Lane",
        "Householders ask for advice and patrols in the rear alleys after a run of burglaries.",
        "Walk the alleys in the daytime; leave a card where a gate stands open.",
    ),
    (
        "Bus Station",
        "Bus drivers ask for officers at the stands when college ends.",
        "Stand at the far stands as college ends; speak to two drivers.",
    ),
)
"""By place: what the community asked for at its meeting, and what the team does about it."""

LOOK_FOR = {
    "Market Square": (
        "Queue at the takeaway after 23:00; who was turned away by door staff",
        "People too drunk to look after themselves, and who approaches them",
        "Drinkers at the church wall, open bags at the market stalls",
    ),
    "Station Road": (
        "White van by the bicycle racks; people waiting without a train to catch",
        "Who follows late passengers from the approach; which lamps are out",
    ),
    "Retail Park": (
        "Trolleys at the fire exits; people who wait by the loading bay",
        "The exits that staff cannot see from the tills",
        "Vehicles parked across the loading bay",
    ),
    "Bus Station": (
        "Arguments at stands C and D when college ends",
        "Groups that wait without taking a bus",
        "Abuse of drivers and staff; ask who has footage",
    ),
    "Canal Bridge": (
        "Short meetings below the bridge; which lights are out",
        "Bicycles that stop for a minute and leave",
        "Needles and foil: leave them, report them",
    ),
    "Queensway shops": (
        "Groups outside the parade after school; who buys for them",
        "Shop doors blocked, bikes on the footway, staff being shouted at",
    ),
    "Millbrook estate": (
        "Fresh tags, broken glass, scorch marks at the bin stores",
        "Bins out of place, fuel or waste left loose",
        "Groups by the shelter after school",
    ),
    "Mill Lane": (
        "Open rear gates, houses in the dark, post on the mat",
        "Two people on bicycles with a large rucksack",
        "Sheds and side doors that stand open",
    ),
    "Leisure Centre": (
        "Grey estate waiting with somebody inside; people trying handles",
        "Vans with tools on show at the unlit end",
        "Broken glass on the ground: which rows, how fresh",
    ),
    "Priory Park": (
        "Groups of more than six, drink, fireworks; who joins them by car",
        "Off-road bikes, masks, and the gap in the fence they use",
        "Fresh litter, cans and scorch marks: tell us where",
    ),
}

HAZARDS = {
    "Canal Bridge": "Needles on the steps; towpath uneven and dark",
    "Millbrook estate": "Loose dog at the garages",
    "Priory Park": "Fireworks thrown at people",
}

INFORMATION = (
    "Calls are about level with last month. Two places are new on the sheet; the reasons stand with each area.",
    "Evening calls lead. Where a visit was missed yesterday the area stands again.",
    "Thefts from vehicles and groups in the park are up; town-centre nights are as usual.",
)

INTENTION = (
    "Be seen where harm is highest, speak to people, answer the question of each area.",
    "Give every area its visits, 10 to 15 minutes each, and note what would make it safer.",
)

NOT_PICKED = (
    "Covered by the town-centre foot patrol.",
    "Council wardens are there this week.",
    "Fewer reports than the others; look again next week.",
    "Too few officers for another area.",
)

HANDED_OVER = (
    "Start at the canal: the lamps by the lock are out and people avoid the path.",
    "Shop staff on Market Square expect the same two lads again after school.",
    "Nothing outstanding. The van on Station Road has been moved.",
    "Look in at the skate park before dark; the council empties the bins on Thursday.",
)
"""What one shift leaves to the next."""
