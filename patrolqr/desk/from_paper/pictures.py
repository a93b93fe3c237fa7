"""Pictures of strips at the desk: what was read of each, one strip after the other as a form."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

import PIL.Image
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from patrolqr.core import clock
from patrolqr.core.errors import PatrolError
from patrolqr.core.phone import Grant
from patrolqr.core.team import Duty
from patrolqr.desk.from_paper import strip
from patrolqr.desk.shared import address, who
from patrolqr.desk.shared.words import plain
from patrolqr.render.paper import layout, opening, reading, wording
from patrolqr.render.paper.reading import ReadStrip
from patrolqr.render.pdf import qr
from patrolqr.store import passes

CHOSEN, SHOWN, KEPT, COLLARS = (
    "pictured_chosen",
    "pictured_shown",
    "pictured_kept",
    "pictured_collars",
)
"""What a visitor's session keeps: the strip chosen and the one shown last, those kept, and the collar
number last keyed from each file, because one officer's strips come together."""

WHAT = (
    "Pictures or scans of strips, several at once (PNG, JPEG, PDF): flat, in focus, with the small "
    "codes at both ends"
)

ANSWER_UNREAD = " The boxes of the answer are not read: key it from here."

PREVIEW = 1600
"""Pixels of the longer side of a whole picture as it is shown: handwriting is legible."""

AROUND_MM = 1.5
"""Shown around the place of times: people write over the line."""


@dataclass(frozen=True)
class ReadPage:
    """One picture: what to say about it, its strips, all the codes on it, and itself as JPEG."""

    sentences: tuple[str, ...]
    strips: tuple[ReadStrip, ...]
    codes: frozenset[str]
    preview: bytes


@dataclass(frozen=True)
class Pictured:
    """A strip on a picture, with what its code opens."""

    key: str
    file: str
    grant: Grant
    read: ReadStrip
    preview: bytes

    @property
    def name(self) -> str:
        """Its area as people choose it."""
        tasking = self.grant.tasking
        return f"{tasking.number} {tasking.area.name} ({qr.group(self.read.short_code)})"


def ask() -> list[UploadedFile]:
    """Return the files chosen."""
    return st.file_uploader(WHAT, list(opening.ENDINGS), accept_multiple_files=True, key="pictures")


def leave() -> None:
    """Forget which strip was shown: another is keyed by its code."""
    st.session_state.pop(SHOWN, None)


def form(files: Sequence[UploadedFile]) -> None:
    """Say what was read from the files, and show their strips one after the other to be confirmed."""
    pictured, codes = _read_all(files)
    _tell_twice(pictured)
    _tell_missing(pictured, codes)
    kept: set[str] = st.session_state.setdefault(KEPT, set())
    left = {each.key: each for each in pictured if each.key not in kept}
    if not left:
        if pictured:
            st.success("Every strip that could be read is kept.", icon=":material/check:")
        return
    if st.session_state.get(CHOSEN) not in left:
        st.session_state.pop(CHOSEN, None)
    chosen = st.selectbox(
        f"Strip to confirm ({len(pictured) - len(left)} of {len(pictured)} kept)",
        list(left),
        format_func=lambda key: left[key].name if key in left else key,
        key=CHOSEN,
    )
    _confirm(left[chosen], kept)


def _confirm(shown: Pictured, kept: set[str]) -> None:
    """Show one strip beside its form, and go on to the next when it is kept."""
    if st.session_state.get(SHOWN) != shown.key:
        strip.begin_anew()
        st.session_state[SHOWN] = shown.key
    collars: dict[str, str] = st.session_state.setdefault(COLLARS, {})
    read = shown.read
    is_answered_by_box = shown.grant.tasking.ask_kind != "words"
    st.image(
        read.marked(with_answer=is_answered_by_box),
        caption=plain(
            f"{shown.name}, as pictured in {shown.file}. A bar stands under each ticked box, a question mark at "
            "each doubtful one." + (ANSWER_UNREAD if is_answered_by_box else "")
        ),
        width="stretch",
        alt=f"Strip {shown.name}, flattened",
    )
    with st.expander("The whole picture, with the collar number"):
        st.image(shown.preview, width="stretch", alt=f"The picture {shown.file}")
    _tell_team(shown.grant)
    given = _given(shown, collars.get(shown.file, ""))
    for doubt in given.doubts:
        st.warning(doubt, icon=":material/question_mark:")
    if any(given.counts.values()) and strip.visits(shown.grant) > 1:
        st.info(
            f"Boxes do not say at which visit: what is ticked stands at visit {given.visit}. "
            "Move it where it belongs.",
            icon=":material/info:",
        )
    collar = st.session_state.get("strip_collar", "")
    if strip.form(shown.grant, given):
        kept.add(shown.key)
        collars[shown.file] = collar
        st.rerun()


def _given(shown: Pictured, collar: str) -> strip.Given:
    """Return what the form begins with."""
    read, number = shown.read, strip.visits(shown.grant)
    written = read.times_written[:number]
    return strip.Given(
        key=shown.key,
        counts={name: wording.count_of(marks) for name, marks in read.boxes.items()},
        visit=written.index(True) + 1 if any(written) else 1,
        doubts=tuple(
            filter(None, (wording.doubts(each, read.boxes[each.name]) for each in layout.TICKED))
        ),
        times=[read.cut_out(place.grown(AROUND_MM)) for place in layout.time_places(number)],
        written=written,
        collar=collar,
    )


def _read_all(files: Sequence[UploadedFile]) -> tuple[list[Pictured], set[str]]:
    """Return the strips of all files whose codes are known, and all codes seen; say what is wrong
    with each file and strip.
    """
    pictured: list[Pictured] = []
    codes: set[str] = set()
    for file in files:
        name, content = plain(file.name[:80]), file.getvalue()
        try:
            pages = _read(file.name, content)
        except PatrolError as problem:
            st.error(plain(problem.sentence), icon=":material/error:")
            continue
        digest = hashlib.sha256(content).hexdigest()[:24]
        for number, page in enumerate(pages, 1):
            codes |= page.codes
            _say(
                page.sentences,
                is_whole=len(page.codes) == len({each.short_code for each in page.strips}),
            )
            for at, read in enumerate(page.strips):
                try:
                    grant = passes.for_strip(who.session(), read.short_code, at=clock.now())
                except PatrolError as problem:
                    st.error(f"{name}: {plain(problem.sentence)}", icon=":material/error:")
                    continue
                key = f"{digest} {number} {at} {read.short_code}"
                pictured.append(Pictured(key, file.name, grant, read, page.preview))
    pictured.sort(key=lambda each: (each.file, each.grant.tasking.number))
    return list({each.key: each for each in pictured}.values()), codes


def _say(sentences: Sequence[str], *, is_whole: bool) -> None:
    """Say what was found in a picture, louder where something was not."""
    told = plain(" ".join(sentences))
    if len(sentences) == 1 and is_whole and "cannot be read" not in told and "No strip" not in told:
        st.caption(told)
    else:
        st.warning(told, icon=":material/image_search:")


@st.cache_data(max_entries=8, show_spinner="Reading the strips …")
def _read(name: str, content: bytes) -> list[ReadPage]:
    pages = opening.pictures(name, content)
    return [
        _read_page(name if len(pages) == 1 else f"page {number} of {name}", page)
        for number, page in enumerate(pages, 1)
    ]


def _read_page(name: str, page: PIL.Image.Image) -> ReadPage:
    found = reading.read(page)
    seen = {each.short_code for each in found.strips}
    codes = frozenset(seen.union(found.found.one_end, found.found.former))
    return ReadPage(wording.told(name, page, found.found), found.strips, codes, _preview(page))


def _preview(page: PIL.Image.Image) -> bytes:
    small, file = page.copy(), io.BytesIO()
    small.thumbnail((PREVIEW, PREVIEW))
    small.save(file, "JPEG", quality=80)
    return file.getvalue()


def _tell_twice(pictured: Sequence[Pictured]) -> None:
    """Say which strips are there more than once."""
    names = [each.name for each in pictured]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        st.warning(
            f"{plain(name)} is there {names.count(name)} times: one strip pictured twice, or the strips of "
            "several officers. Look at the collar numbers; the same strip is kept once.",
            icon=":material/content_copy:",
        )


def _tell_missing(pictured: Sequence[Pictured], codes: set[str]) -> None:
    """Say which strips of the same sheets are in no picture."""
    sheets = {each.grant.briefing.briefing_id: each.grant.briefing for each in pictured}
    for sheet in sheets.values():
        missing = [
            f"{tasking.number} {plain(tasking.area.name)}"
            for tasking in sheet.taskings
            if tasking.short_code not in codes
        ]
        if missing:
            st.info(
                f"Of this sheet's {len(sheet.taskings)} strips these were not seen: {', '.join(missing)}.",
                icon=":material/image_not_supported:",
            )


def _tell_team(grant: Grant) -> None:
    """Say whose sheet the strip is of where the desk is at another team's shift."""
    here: Duty | None = st.session_state.get(address.DUTY)
    if here is not None and here.team_id != grant.briefing.duty.team_id:
        st.warning(
            f"This strip is of {plain(grant.briefing.team)}, another team than the one chosen at this desk. "
            "What is kept goes to theirs.",
            icon=":material/groups:",
        )
