"""Teams: who has which neighbourhoods and shifts, and which team is mine."""

from patrolqr.desk.shared import frame, who
from patrolqr.desk.teams import forms
from patrolqr.store import teams

known = teams.teams(who.session())
frame.page("Teams", f"{len(known)} {'team' if len(known) == 1 else 'teams'}")
forms.gone(known)
forms.mine(known)
if who.limited("set up"):
    forms.listed(known)
else:
    for team in known:
        forms.team(team, alone=len(known) == 1)
    forms.another()
