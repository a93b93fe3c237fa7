"""Who comes in at the desk: the gate before every page, the sign-in page, the force's own sign-in."""

from patrolqr.sign_in.asking import check_listening, is_here
from patrolqr.sign_in.gate import Gate
from patrolqr.sign_in.site import routes

__all__ = ["Gate", "check_listening", "is_here", "routes"]
