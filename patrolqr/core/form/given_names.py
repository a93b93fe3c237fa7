"""Given names that notes are looked through for, and words that look like a name and are none.

Chosen by hand, not a register: names frequent among adults and children in England and Wales by the
yearly lists of the Office for National Statistics, with those frequent in Polish, Romanian, South
Asian, Turkish and African families here, and the short forms that people are called by. Left out is
what begins ordinary sentences (Will, May, Bill). Short on purpose: every page of the phone carries
it, and a name that is not in it is still found by its title or by what is said about the person.
"""

GIVEN_NAMES = """
Aaron Abbie Abby Abdul Abdullah Abigail Adam Adele Adrian Agnieszka Ahmed Aidan Aiden Aisha Alan
Alex Alexander Alexandra Alfie Ali Alice Alicia Alison Amanda Amelia Amina Amir Amit Amy Ana
Andre Andrea Andreea Andrei Andrew Andy Angela Anita Ann Anna Anne Annie Anthony Antonio Archie
Arjun Asif Barbara Barry Beata Becky Ben Benjamin Beth Bethany Beverley Bilal Bogdan Bradley Brandon
Brenda Brian Caitlin Callum Cameron Carl Carla Carol Caroline Catherine Charlene Charles Charlie
Cheryl Chloe Chris Christine Christopher Claire Clare Claudia Clive Colin Conor Connor Corey Craig
Cristian Daisy Damian Dan Daniel Danielle Danny Darren Dave David Dawn Deborah Debbie Declan Denise
Dennis Derek Diana Diane Dominic Dominik Donna Dorothy Doug Duncan Dylan Eddie Edward Eileen Elaine
Eleanor Elena Elijah Elizabeth Ella Ellie Elliot Ellis Emily Emma Eric Erin Ethan Eva Evan Evelyn Ewa
Fatima Fiona Florin Francesca Francis Freddie Freya Gareth Gary Gavin Gemma Geoff George Georgia Gerald
Gillian Glenn Gordon Graham Grzegorz Gurpreet Hannah Harpreet Harriet Harry Harvey Hasan Hassan Hayley
Heather Helen Henry Hollie Holly Hussain Hussein Iain Ian Ibrahim Imran Irene Isaac Isabella Isla
Ivan Jacob Jackie Jacqueline Jade Jake Jakub James Jamie Jan Jane Janet Janice Jason Jasmine
Jay Jayden Jean Jeff Jenna Jennifer Jenny Jeremy Jess Jessica Jim Jimmy Joan Joanna Joanne Jodie Joe
Joel John Johnny Jon Jonathan Jordan Jose Joseph Josh Joshua Joyce Judith Julia Julian Julie Justin
Kai Karen Karl Katarzyna Kate Katherine Kathleen Katie Kayleigh Keeley Keith Kelly Ken Kenneth
Kerry Kevin Khalid Kieran Kim Kirsty Krzysztof Kyle Laura Lauren Leah Leanne Lee Leo Leon Leroy Lewis
Liam Lily Linda Lindsey Lisa Logan Lorraine Louis Louise Luca Lucas Lucy Luke Lynn Lynne Maciej
Malcolm Mandy Marcin Marek Margaret Maria Marie Marilyn Mario Marion Marius Mark Martin Mary Mateusz
Matt Matthew Maureen Megan Mehmet Melanie Melissa Mia Michael Michal Michelle Mihai Mike Mohamed
Mohammad Mohammed Molly Monika Morgan Muhammad Mustafa Naomi Natalie Natasha Nathan Neil
Niamh Nicholas Nicola Nicole Nigel Nikita Nina Noah Nora Norman Oliver Olivia Ollie Omar Oscar Owen Pam
Pamela Patricia Patrick Paul Paula Pauline Pawel Peter Phil Philip Phillip Phoebe Piotr
Poppy Priya Rachel Raj Rajesh Ravi Raymond Rebecca Reece Rhys Richard Ricky Rita Robert Roger Ronald
Rory Rosie Roy Russell Ruth Ryan Sabrina Sadia Sally Sam Samantha Samuel Sandeep Sandra Sara
Sarah Scott Sean Sebastian Shane Shannon Sharon Shaun Sheila Shelley Shirley Sian Simon Sonia Sophia
Sophie Stacey Stanley Stefan Stephanie Stephen Steve Steven Stuart Sue Sunil Susan Suzanne Sylvia
Tamara Tammy Tanya Tara Ted Terence Teresa Terry Theo Theresa Thomas Tim Timothy Tina Toby Todd Tom
Tomasz Tommy Toni Tony Tracey Tracy Trevor Tyler Tyrone Usman Vanessa Vera Vicky Victor Vijay
Vincent Wayne Wendy Wesley William Yasmin Yusuf Yvonne Zac Zach Zack Zainab Zara Zoe
"""

AMBIGUOUS = "Chase Chelsea Dean Eve Frank Grace Ivy Jack Max Nick Rob Rose Ruby Victoria"
"""Given names that also begin a sentence or a place: a name only with what is said of a person."""

PLACE_WORDS = """
Academy Act Ambulance Arcade Arms Army Av Avenue Ave Bank Banks Bar Bargains Bay Border Borough Bridge
Broadway Brook Building Bus Business Bypass Cafe Canal Car Cemetery Centre Chapel Church Circus City
Close Club Coffee College Common Community Corner Cottage Cottages Council County Court Crescent
Cross Cut Depot District Drive Dyas End Estate Express Farm Field Fields Fire Flats Flyover Force
Garage Garden Gardens Gate Green Grove Hall Head Heath High Hill Hills Home Hospital Hotel House Hub
Industrial Inn Island Junction Junior Lake Lane Leisure Library Link Living Ln Local Lock Lodge Lounge
Mall Market Martens Meadow Meadows Memorial Mews Moor Motors Museum Nature News Nursery Office Order
Parade Park Partnership Pepper Pharmacy Place Playground Point Police Pool Precinct Primary Quay
Railway Rail Ranger Rd Recreation Reservoir Restaurant Retail Rise Road Roundabout Row School
Secondary Security Selfridge Service Services Shop Shopping Social Square Staff Stand Station Statue
Store Stores Street St Supermarket Surgery Tavern Team Terrace Theatre Tower Towers Town Trading Trail
Trust Underpass Union Unit University Valley View Village Walk Watch Water Way West Wharf Wood Woods
Yard Youth
"""
"""What comes last in the name of a street, a building, a shop or a service."""

NO_SURNAMES = """
A About After All An And Approx Are Around Arrived As At Away Back Been Before Began Behind Being But By
Came Causing Cctv Checked Did Do Drinking Due Engaged For From Gave Given Going Gone Had Has He Her His
In Inside Into Is It Left Made Male Males Man Moved Near Nearby New No Not Of Off Officers On Onto Or
Out Outside Over Past Pc Pcso Re Reported Riding Said Seen She Sitting Smoking So Spoken Spoke Still Than
That The Their Then There They This To Told Two Under Until Up Was We Were When Where Which While Who
With Within
"""
"""What follows a name, or a word that is taken for one, in notes With A Capital On Every Word."""

NO_GIVEN_NAMES = """
Adult Adults Afternoon Aldi All Also An Anti Area Arriva Asian Asda Black Boots Boys Bridge British
Burger Call Caller Car Chase Checks Christmas Church City Co Coffee Community Control Costa Council
County Covert Crown Customer Customers Dog Domino Door Drug Drugs East Eastern Elderly English Evening
Female Females Fire Four Friday Front Fully General Girls Grey Greggs Group Groups High Home Homeless
Hostile Hot Housing Iceland Kings King Large Leisure Lidl Local Lone Main Male Males Manager Market
Marked Matalan McDonalds Mill Monday Morning Morrisons Motor National Neighbourhood New Night No North
Northern Old Older One Park Parking Pizza Police Polish Poundland Premier Primary Prison Public Pub
Queens Queen Railway Rear Red Resident Residents Retail Romanian Royal Sainsburys Salvation Saturday
School Security Several Shop Shops Small Social South Southern Staff Street Stop Store Sunday Taxi Tesco
The Three Thursday Top Town Traffic Transport Tuesday Two Unknown Upper Lower Vehicle Vehicles Victoria
Village Warden Wardens Water Wednesday West Western White Wilko Young Youth Youths
"""
"""First words of places, shops, services and groups, where two capitals in a row are no person."""
