"""Every expected problem: a code for machines, an HTTP status, a sentence for a person.

Raised anywhere, caught at exactly two edges: the desk (`ui`, command line) and the phone (`phone`).
Anything that is not a PatrolError is a bug and stays loud.
"""

from typing import ClassVar


class PatrolError(Exception):
    """A problem we expect; `sentence` says what is wrong, where, and what to do."""

    code: ClassVar[str] = "problem"
    status: ClassVar[int] = 400

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SettingWrong(PatrolError):
    code, status = "setting_wrong", 500


class FolderInUse(PatrolError):
    code, status = "folder_in_use", 503


class DiskFailed(PatrolError):
    """The database could not be written or read: the disk is full, read-only or broken."""

    code, status = "disk_failed", 503


class DatabaseDamaged(PatrolError):
    """The database or its journal is not as it was left, or holds less than was acknowledged."""

    code, status = "database_damaged", 500


class DatabaseMissing(PatrolError):
    """There was a database in the folder, and it is gone."""

    code, status = "database_missing", 500


class FolderEmpty(PatrolError):
    """There is no database in the data folder, and this is not the place that makes one."""

    code, status = "folder_empty", 404


class DatabaseNewer(PatrolError):
    code, status = "database_newer", 500


class QuestionChanged(PatrolError):
    """A question of the form has another kind than the answers stored under its name."""

    code, status = "question_changed", 500


class FileUnreadable(PatrolError):
    code, status = "file_unreadable", 422


class InputWrong(PatrolError):
    """Something typed or chosen at the desk or on the command line cannot be used."""

    code, status = "input_wrong", 422


class SignedOut(PatrolError):
    """Nobody is signed in at this desk (any more)."""

    code, status = "signed_out", 401


class SignInRefused(PatrolError):
    """Somebody could not be signed in: a wrong password, or a person who may not."""

    code, status = "sign_in_refused", 403


class PasskeyRefused(SignInRefused):
    """What a browser answers proves nothing: forged, too late, answered before, or of nobody known."""

    code, status = "passkey_refused", 403


class NotAllowed(PatrolError):
    """Whoever asks may not do that; nothing was changed."""

    code, status = "not_allowed", 403


class InvitationOver(PatrolError):
    """A link for choosing a password that was used, replaced or is too old."""

    code, status = "invitation_over", 410


class CountyUnreachable(PatrolError):
    """The lake that forces share cannot be opened, read or written."""

    code, status = "county_unreachable", 503


class DatabaseBusy(PatrolError):
    """Something has the database for longer than anybody would wait for it."""

    code, status = "database_busy", 503


class StandingBy(PatrolError):
    """Another process writes to the lake; this one only reads."""

    code, status = "standing_by", 503


class LakeFailed(PatrolError):
    """The lake's PostgreSQL or its files cannot be reached, written or read."""

    code, status = "lake_failed", 503


class LoadRunning(PatrolError):
    """What was asked for would change rows that a load may change, and one is running."""

    code, status = "load_running", 409


class LogWrong(PatrolError):
    """A patrol log that cannot be read as one; nothing was stored."""

    code, status = "log_wrong", 422


class LogTooLarge(PatrolError):
    code, status = "log_too_large", 413


class LogConflict(PatrolError):
    """Another log was already stored under this id."""

    code, status = "log_conflict", 409


class PassUnknown(PatrolError):
    """Unknown, expired and revoked codes get this one answer, so that it says nothing about any of
    them.
    """

    code, status = "pass_unknown", 404


class PhoneUnpaired(PassUnknown):
    """A phone that is not paired, or not any more, asked to read: the answer is that of an unknown
    code.
    """


class PairingOver(PatrolError):
    """A pairing code that is not in use, or not any more."""

    code, status = "pairing_over", 404


class RoomOver(PatrolError):
    """A link for a room's screen that opens nothing, or nothing any more."""

    code, status = "room_over", 404


class NotPaired(PatrolError):
    """A log came from a phone that is not paired; the phone keeps it until it is."""

    code, status = "not_paired", 403


class ForeignSite(PatrolError):
    """What was sent comes from a page of another site; nothing was kept."""

    code, status = "foreign_site", 403


class TooManyAttempts(PatrolError):
    code, status = "too_many_attempts", 429


class LogUnreadable(PatrolError):
    """What was sent is no log at all: broken JSON, another encoding, nested without end."""

    code, status = "log_unreadable", 400


class TypeWrong(PatrolError):
    """What was sent says it is neither a form nor JSON."""

    code, status = "type_wrong", 415
