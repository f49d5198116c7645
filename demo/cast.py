"""The cast: the sites, teams, staff and queues that every demo and every test starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions.lab_panels import load_panels
from db.models import Base, Queue, ReplyTemplate, Site, Staff, Team, TeamMember
from db.passwords import hash_password


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast."""

    username: str
    name: str
    role: str
    team: str
    site: str = "Harbor Clinic"


SITES = (("Harbor Clinic", "555-0100"), ("Hillside Clinic", "555-0140"))
TEAMS = (
    ("Nurse triage", "Harbor Clinic"),
    ("Hillside nurses", "Hillside Clinic"),
    ("Prescribers", None),
    ("Front desk", None),
    ("Billing", None),
)
CAST = (
    Member("alice", "Alice Moreno", "nurse", "Nurse triage"),
    Member("ben", "Ben Okafor", "billing", "Billing"),
    Member("carla", "Carla Jensen", "manager", "Nurse triage"),
    Member("dev", "Dev Patel", "prescriber", "Prescribers"),
    Member("erin", "Erin Walsh", "front_desk", "Front desk"),
    Member("farid", "Farid Haddad", "administrator", "Front desk"),
)
COLLEAGUES = (
    Member("grace", "Grace Liu", "nurse", "Nurse triage"),
    Member("hugo", "Hugo Brandt", "nurse", "Nurse triage"),
    Member("ines", "Inés Salgado", "nurse", "Nurse triage"),
    Member("joy", "Joy Adeyemi", "nurse", "Hillside nurses", "Hillside Clinic"),
    Member("kofi", "Kofi Mensah", "nurse", "Hillside nurses", "Hillside Clinic"),
    Member("lena", "Lena Petrova", "nurse", "Hillside nurses", "Hillside Clinic"),
    Member("marcus", "Marcus Reed", "prescriber", "Prescribers"),
    Member("nadia", "Nadia Rahman", "prescriber", "Prescribers"),
    Member("owen", "Owen Fraser", "prescriber", "Prescribers", "Hillside Clinic"),
    Member("priya", "Priya Nair", "prescriber", "Prescribers", "Hillside Clinic"),
    Member("quinn", "Quinn Doyle", "front_desk", "Front desk"),
    Member("rosa", "Rosa Jimenez", "front_desk", "Front desk"),
    Member("sam", "Sam Whitfield", "front_desk", "Front desk", "Hillside Clinic"),
    Member("tess", "Tess Hartmann", "front_desk", "Front desk", "Hillside Clinic"),
    Member("uma", "Uma Krishnan", "billing", "Billing"),
    Member("victor", "Victor Almeida", "billing", "Billing"),
    Member("wendy", "Wendy Sato", "nurse", "Nurse triage"),
    Member("yusuf", "Yusuf Demir", "manager", "Hillside nurses", "Hillside Clinic"),
    Member("zoe", "Zoe Lambert", "nurse", "Hillside nurses", "Hillside Clinic"),
)
QUEUES = (
    ("inbox", "Inbox", "inbox", "Nurse triage"),
    ("todo", "To do", "todo", "Front desk"),
    ("results", "Lab results", "results", "Nurse triage"),
    ("unmatched", "Unmatched results", "results", "Nurse triage"),
    ("refills", "Refills", "refills", "Nurse triage"),
    ("proxies", "Proxy access", "proxies", "Front desk"),
    ("payments", "Payments", "payments", "Billing"),
)
TEMPLATES = (
    (
        "Thank you, reviewing",
        "health",
        "en",
        "Hi {given},\n\nThank you for your message. A nurse is looking into it and will write to you here by the end "
        "of the next business day. If you feel worse in the meantime, call us at {clinic_phone}; in an emergency, "
        "call 911.\n\n{staff}, {clinic}",
    ),
    (
        "Refill received",
        "refill",
        "en",
        "Hi {given},\n\nWe have your refill request and passed it on. Most refills are decided within two business "
        "days; your pharmacy lets you know when it is ready.\n\n{staff}, {clinic}",
    ),
    (
        "Please book a visit",
        "scheduling",
        "en",
        "Hi {given},\n\nThis is best looked at in person. Please book a visit in the portal under Appointments, or "
        "call us at {clinic_phone}.\n\n{staff}, {clinic}",
    ),
    (
        "Gracias, lo revisamos",
        "health",
        "es",
        "Hola {given}:\n\nGracias por su mensaje. Una enfermera lo está revisando y le escribirá aquí a más tardar el "
        "próximo día hábil. Si se siente peor, llámenos al {clinic_phone}; en una emergencia, llame al 911.\n\n"
        "{staff}, {clinic}",
    ),
)


def load_cast(
    session: Session, passwords: dict[str, str], *, colleagues: bool = True, rounds: int = 12
) -> dict[str, Staff]:
    """Add sites, teams, queues, templates, panels and staff where they are missing; return staff by user name.

    `passwords` names those who can sign in at once; the others get a password that nobody knows.
    """
    sites = {name: _one(session, Site, name=name, phone=phone) for name, phone in SITES}
    teams = {name: _one(session, Team, name=name, site_id=sites[site].id if site else None) for name, site in TEAMS}
    for slug, title, area, team in QUEUES:
        _one(session, Queue, slug=slug, title=title, area=area, team_id=teams[team].id)
    for name, topic, language, body in TEMPLATES:
        _one(session, ReplyTemplate, name=name, topic=topic, language=language, body=body)
    load_panels(session)
    staff: dict[str, Staff] = {}
    for member in CAST + (COLLEAGUES if colleagues else ()):
        known = session.scalar(select(Staff).where(Staff.username == member.username))
        if known is None:
            password = passwords.get(member.username)
            known = Staff(
                username=member.username,
                name=member.name,
                role=member.role,
                site_id=sites[member.site].id,
                email=f"{member.username}@portside.invalid",
                must_change_password=False,
                password_hash=hash_password(password, rounds=rounds) if password else "!",
            )
            session.add(known)
            session.flush()
            session.add(TeamMember(team_id=teams[member.team].id, staff_id=known.id))
        staff[member.username] = known
    session.flush()
    return staff


Row = TypeVar("Row", bound=Base)


def _one(session: Session, model: type[Row], **values: object) -> Row:
    """The row with this name (or slug), added where it is missing."""
    key = "slug" if "slug" in values else "name"
    row = session.scalar(select(model).where(getattr(model, key) == values[key]))
    if row is None:
        row = model(**values)
        session.add(row)
        session.flush()
    return row
