"""What was said of the patient over the patients who may be meant, each fact in the same column, and the choice."""

from __future__ import annotations

from markupsafe import Markup

from console.kit.pressing import press_button
from console.kit.text import joined, shown
from console.kit.times import day
from console.panes.proxy_words import NOTHING
from console.panes.unmatched_candidates import DIFFERS, NAMES, SAME, UNKNOWN, mark
from db.queries.proxy_detail import ProxyDetail
from db.queries.tasks import TaskDetail
from db.queries.unmatched import CandidateLine, Sent
from rules.person_names import family_agreement, folded, folded_given, given_agreement

FEW = 4


def candidates_list(task: TaskDetail, one: ProxyDetail) -> Markup:
    """What was said of the patient over the patients who may be meant, each with a button; nothing once it is known."""
    if one.patient is not None or one.decision:
        return NOTHING
    rows = joined(_candidate(task, one, candidate) for candidate in one.candidates[:FEW])
    other = NOTHING
    if "check" in one.may:
        other = press_button(else_name(task), "Somebody else", hint="Search for another patient.")
    return Markup('<h3 class="ps-subject">Who is the patient?</h3>{}<ul class="ps-candidates">{}</ul>{}').format(
        said_row(one), rows or Markup('<li class="ps-quiet">Nobody here is like this person.</li>'), other
    )


def this_name(task: TaskDetail, candidate: CandidateLine) -> str:
    """The button that says that it is this patient."""
    return f"match:{task.id}:{candidate.patient_id}"


def else_name(task: TaskDetail) -> str:
    """The button that leads to others."""
    return f"else:{task.id}"


def _candidate(task: TaskDetail, one: ProxyDetail, candidate: CandidateLine) -> Markup:
    button = NOTHING
    if "check" in one.may:
        who, kind = f"{candidate.given} {candidate.family}", "primary" if candidate.suggested else ""
        button = press_button(this_name(task, candidate), "This one", about=who, kind=kind)
    return Markup("<li>{}{}</li>").format(candidate_row(one.said, candidate), button)


def said_row(one: ProxyDetail) -> Markup:
    """What was said of the patient."""
    born = day(one.said.birth_date) if one.said.birth_date else "birth date not said"
    name = Markup("<strong>{}</strong>").format(shown(f"{one.said.given} {one.said.family}"))
    return _row("ps-who ps-who-said ps-who-asked", name, born, shown(one.asked_by), last="Named by")


def candidate_row(said: Sent, one: CandidateLine) -> Markup:
    """A patient who may be meant, each fact under the one that was said; a sign and a word tell whether they agree."""
    given = NAMES[given_agreement(folded_given(said.given), folded_given(one.given))]
    family = NAMES[family_agreement(folded(said.family), folded(one.family))]
    names = mark(given) if given == family else mark(given, "given name") + mark(family, "family name")
    born = UNKNOWN if said.birth_date is None else SAME if said.birth_date == one.birth_date else DIFFERS
    died = Markup(' <span class="ps-deceased">Deceased</span>') if one.deceased else ""
    likeliest = Markup(' <span class="ps-suggested">likeliest</span>') if one.suggested else ""
    return _row(
        "ps-who ps-who-asked",
        Markup("<strong>{}</strong>{}{}{}").format(shown(f"{one.given} {one.family}"), died, likeliest, names),
        Markup("{}{}").format(day(one.birth_date), mark(born)),
        Markup("{}, MRN {}").format(one.sex, shown(one.mrn)),
    )


def _row(classes: str, *cells: Markup | str, last: str = "Sex, record number") -> Markup:
    titles = ("Name", "Birth date", last)
    parts = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*each) for each in zip(titles, cells, strict=True))
    return Markup('<dl class="{}">{}</dl>').format(classes, joined(parts))
