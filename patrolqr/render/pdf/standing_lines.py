"""The standing lines at the end of a sheet: how to log, what is risky, how to speak, what is lawful."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Foot:
    """The standing lines at the end of the sheet; a force may word its own."""

    administration: str = (
        "Scan an area's code on arrival and log each visit. No phone: use the tear-off log and hand it in. "
        "Destroy this sheet as confidential waste at the end of the shift."
    )
    risk: str = "Hazards stand with their area. Assess again on arrival; if it is unsafe, leave, say so and log why."
    communications: str = (
        "Say by radio when you arrive and leave. "
        "What may be intelligence goes in a report, not in a log."
    )
    human_rights: str = (
        "Lawful, necessary, proportionate, recorded. "
        "Each stop-search has its own grounds, explained; camera on."
    )

    def lines(self) -> list[dict[str, str]]:
        """Return each line with its label, in the order of IIMARCH."""
        return [
            {"label": "Administration", "text": self.administration},
            {"label": "Risk assessment", "text": self.risk},
            {"label": "Communications", "text": self.communications},
            {"label": "Human rights", "text": self.human_rights},
        ]


STANDING = Foot()
