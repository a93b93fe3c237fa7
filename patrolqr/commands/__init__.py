"""The commands of `python -m patrolqr`, one file each. The next one is one more entry."""

from patrolqr.commands.account import ACCOUNT
from patrolqr.commands.audit import AUDIT
from patrolqr.commands.backup import BACKUP
from patrolqr.commands.briefing import BRIEFING
from patrolqr.commands.check import CHECK
from patrolqr.commands.demo import DEMO
from patrolqr.commands.export import EXPORT
from patrolqr.commands.hotspots import HOTSPOTS
from patrolqr.commands.inbox import INBOX
from patrolqr.commands.keeping import KEEPING
from patrolqr.commands.lake import LAKE
from patrolqr.commands.load import LOAD
from patrolqr.commands.pack import PACK
from patrolqr.commands.patterns import PATTERNS
from patrolqr.commands.publish import PUBLISH
from patrolqr.commands.redact import REDACT
from patrolqr.commands.restore import RESTORE
from patrolqr.commands.returning import RETURN
from patrolqr.commands.serve import SERVE
from patrolqr.commands.teams import TEAMS

COMMANDS = (
    SERVE,
    *(LOAD, DEMO, TEAMS, INBOX, HOTSPOTS, BRIEFING, PATTERNS, EXPORT, RETURN, PACK, PUBLISH),
    *(ACCOUNT, AUDIT, BACKUP, RESTORE, CHECK, KEEPING, REDACT, LAKE),
)
"""Every command: the app itself, then in the order of a day; then those who may use it, and what keeps the data."""
