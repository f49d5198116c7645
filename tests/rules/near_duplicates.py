"""People whom a laboratory's message can take for one another, and messages about them with the truth beside each.

Twins with neighbouring numbers, maiden names, namesakes, wrong and swapped digits, shared birth dates, blank fields,
other authorities' equal numbers. Drawn from a seed: the same people and messages each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from demo import names
from rules.given_names import SHORT_FORMS
from rules.patient_matching import Asked, Candidate, usable_identifier
from rules.person_names import folded_given

OURS, ELSEWHERE = "PORTSIDE", "COUNTY-LAB"
FIRST_NUMBER = 10_000
BIRTH_DATES = 2_500  # so few that ten thousand patients share them, several to a day
LIKE_NAMES = (
    ("Ana", "Anna"), ("Jon", "John"), ("Erin", "Aaron"), ("Jayden", "Hayden"), ("Maria", "Mario"), ("Rosa", "Rose"),
    ("Tim", "Tom"), ("Sara", "Sarah"), ("Julia", "Julie"), ("Brian", "Ryan"), ("Kate", "Katie"), ("Mia", "Maya"),
    ("Daniel", "Danielle"), ("Eric", "Erica"), ("Alan", "Allan"), ("Lily", "Lila"), ("Max", "Mac"), ("Jack", "John"),
)  # fmt: skip
SECOND_NAMES = ("Elena", "Teresa", "Isabel", "Luisa", "Ann", "Grace", "José", "Luis", "Antonio", "Lee", "James")
FILLERS = ("", "0", "000000", "999999", "NONE", "UNKNOWN", "N/A", "TEST", "123456789", '""')


@dataclass(frozen=True, slots=True)
class Identity:
    """A message's patient. `truth` is who it is, None for nobody of ours.

    `exact`: it bears the patient's own number of ours, birth date and given name, with nothing against them.
    """

    kind: str
    asked: Asked
    truth: int | None
    exact: bool


@dataclass(slots=True)
class Register:
    """The patients, found as a caller of `decide` has to find them."""

    patients: dict[int, Candidate] = field(default_factory=dict)
    cases: list[Identity] = field(default_factory=list)
    by_number: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_order: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_birth_date: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, patient: Candidate) -> Candidate:
        self.patients[patient.patient_id] = patient
        self.by_number[usable_identifier(patient.mrn)].append(patient.patient_id)
        for order in patient.order_numbers:
            self.by_order[usable_identifier(order)].append(patient.patient_id)
        self.by_birth_date[patient.birth_date].append(patient.patient_id)
        return patient

    def candidates(self, asked: Asked) -> list[Candidate]:
        """Everybody with a number of the message's, and everybody born that day."""
        found = set(self.by_birth_date.get(asked.birth_date, ())) if asked.birth_date else set()
        for value, _, _ in asked.identifiers:
            if number := usable_identifier(value):
                found.update(self.by_number.get(number, ()))
        if order := usable_identifier(asked.placer_number):
            found.update(self.by_order.get(order, ()))
        return [self.patients[number] for number in sorted(found)]


def identities(count: int = 10_000, seed: int = 20260101) -> Register:
    """So many messages, and at least so many patients they may be about; every kind as often as its share says."""
    maker = _Maker(Random(seed), Register())
    shares = [share for _, share in KINDS]
    while len(maker.register.cases) < count:
        maker.rng.choices([make for make, _ in KINDS], shares)[0](maker)
    del maker.register.cases[count:]
    while len(maker.register.patients) < count:
        maker.person()
    return maker.register


@dataclass(slots=True)
class _Maker:
    rng: Random
    register: Register
    number: int = FIRST_NUMBER

    def person(self, **known: Any) -> Candidate:
        """A new patient with the next record number and two orders of their own."""
        self.number += 1
        rng, group = self.rng, names.draw_group(self.rng)
        born = date(1931, 1, 1) + timedelta(days=rng.randrange(BIRTH_DATES) * 13)
        sex = str(known.get("sex", rng.choice(("female", "male"))))
        drawn = Candidate(
            patient_id=self.number,
            mrn=str(self.number),
            given=names.given_name(rng, group, sex, born.year),
            family=rng.choice(group.family),
            birth_date=born,
            sex=sex,
            order_numbers=frozenset({f"{self.number * 20:08d}", f"{self.number * 20 + 1:08d}"}),
        )
        return self.register.add(replace(drawn, **known))

    def twin_of(self, one: Candidate, given: str = "") -> Candidate:
        """The next patient: of the same birth date and family name, by another given name."""
        other = self.person(
            family=one.family, birth_date=one.birth_date, sex=one.sex, **{"given": given} if given else {}
        )
        if folded_given(other.given).joined & folded_given(one.given).joined:
            other = self.changed(other, given="Quentin" if one.sex == "male" else "Quincy")
        return other

    def changed(self, patient: Candidate, **changes: Any) -> Candidate:
        new = replace(patient, **changes)
        self.register.patients[patient.patient_id] = new
        return new

    def ask(self, kind: str, truth: Candidate | None, about: Candidate, *, exact: bool = False, **said: Any) -> None:
        """A message that says of its patient what we know of `about`, but for what is `said` otherwise."""
        asked = Asked(((about.mrn, OURS, "MR"),), "", about.given, about.family, about.birth_date, about.sex)
        asked = replace(asked, **said)
        self.register.cases.append(Identity(kind, asked, truth.patient_id if truth else None, exact))

    def short_form(self, full: str) -> str:
        return self.rng.choice(sorted(short for short, name in SHORT_FORMS if name == full.casefold())).title()

    def slipped(self, text: str) -> str:
        """The text with one character changed, left out, or swapped with the next."""
        at = self.rng.randrange(max(1, len(text) - 1))
        new = self.rng.choice("0123456789" if text.isdigit() else "aeioulnrst")
        cut = self.rng.choice((new, "", text[at + 1 : at + 2] + text[at : at + 1]))
        slip = text[:at] + cut + text[at + (2 if len(cut) == 2 else 1) :]
        return slip if slip.casefold() != text.casefold() else self.slipped(text)


def _sent(number: str, authority: str = OURS, kind: str = "MR") -> tuple[tuple[str, str, str], ...]:
    return ((number, authority, kind),)


# Right in all that counts


def _plain(maker: _Maker) -> None:
    one = maker.person()
    maker.ask("plain", one, one, exact=True)


def _twins(maker: _Maker) -> None:
    one = maker.person()
    other = maker.twin_of(one)
    for right, wrong in ((one, other), (other, one)):
        maker.ask("twin", right, right, exact=True)
        maker.ask("twin, wrong digit", right, right, identifiers=_sent(wrong.mrn))
        maker.ask(
            "twin, the other's order number", right, right, identifiers=(), placer_number=min(wrong.order_numbers)
        )
        maker.ask("twin, account number equal to the other's", right, right, identifiers=_sent(wrong.mrn, kind="AN"))


def _like_twins(maker: _Maker) -> None:
    given, like = maker.rng.sample(maker.rng.choice(LIKE_NAMES), 2)
    one = maker.person(given=given)
    other = maker.twin_of(one, like)
    for right, wrong in ((one, other), (other, one)):
        maker.ask("twin of like name", right, right, exact=True)
        maker.ask("twin of like name, wrong digit", right, right, identifiers=_sent(wrong.mrn))
        maker.ask("twin, wrong digit and an initial", right, right, identifiers=_sent(wrong.mrn), given=right.given[0])


def _double_twins(maker: _Maker) -> None:
    first, second, third = maker.rng.sample(SECOND_NAMES, 3)
    one = maker.person(given=f"{third} {first}")
    other = maker.twin_of(one, f"{third} {second}")
    for right, wrong in ((one, other), (other, one)):
        maker.ask("twin, one of two given names shared", right, right, exact=True)
        maker.ask("twin, wrong digit, only the shared name", right, right, identifiers=_sent(wrong.mrn), given=third)


def _newborn_twins(maker: _Maker) -> None:
    one = maker.person(given="Baby Girl A", sex="female")
    other = maker.twin_of(one, "Baby Girl B")
    maker.ask("newborn twin, wrong digit", one, one, identifiers=_sent(other.mrn), given="Baby Girl")
    maker.ask("newborn twin", other, other, given="BG")


def _maiden(maker: _Maker) -> None:
    one, born = maker.person(sex="female"), maker.person()
    if maker.rng.random() < 0.5:
        one = maker.changed(one, former_names=(born.family,))
    maker.ask("maiden name", one, one, exact=True, family=born.family)
    maker.ask("married, hyphenated", one, one, exact=True, family=f"{born.family}-{one.family}")


def _surnames(maker: _Maker) -> None:
    one, second = maker.person(), maker.person()
    one = maker.changed(one, family=f"{one.family} {second.family}")
    part = maker.rng.choice(one.family.rsplit(" ", 1))
    maker.ask("double surname, one sent", one, one, exact=True, family=part)
    maker.ask("double surname, hyphenated", one, one, exact=True, family=one.family.replace(" ", "-").upper())


def _spelling(maker: _Maker) -> None:
    one = maker.person(
        given=maker.rng.choice(("José", "Sofía", "D'Andre", "Jürgen", "Mary-Ann", "Nguyệt", "Anne Marie"))
    )
    plain = min(folded_given(one.given).joined).upper()
    maker.ask("accents, hyphens and case", one, one, exact=True, given=plain, family=one.family.upper())


def _zeros(maker: _Maker) -> None:
    one = maker.person()
    maker.ask("leading zeros", one, one, exact=True, identifiers=_sent(one.mrn.zfill(maker.rng.choice((7, 8, 10)))))
    order = maker.rng.choice(sorted(one.order_numbers))
    ordered = {"identifiers": _sent("88-7", ELSEWHERE), "placer_number": order}
    maker.ask("order number", one, one, exact=True, **ordered)
    maker.ask(
        "order number without its zeros", one, one, exact=True, **(ordered | {"placer_number": order.lstrip("0")})
    )


def _beside(maker: _Maker) -> None:
    one, stranger = maker.person(), maker.person()
    both = (*_sent(stranger.mrn, ELSEWHERE), *_sent(one.mrn))
    maker.ask("another authority's number beside ours", one, one, exact=True, identifiers=both)
    maker.ask("blank sex or family name", one, one, exact=True, sex="unknown")
    maker.ask("blank sex or family name", one, one, exact=True, family="")


def _same_day(maker: _Maker) -> None:
    one = maker.person()
    other = maker.person(given=one.given, sex=one.sex, birth_date=one.birth_date)
    if other.family == one.family:
        return
    for right, wrong in ((one, other), (other, one)):
        maker.ask("same given name and birth date", right, right, exact=True)
        maker.ask("same given name and birth date, wrong digit", right, right, identifiers=_sent(wrong.mrn))
        maker.ask("the same, under a maiden name", right, right, identifiers=_sent(wrong.mrn), family="Quackenbush")


def _namesakes(maker: _Maker) -> None:
    one = maker.person()
    other = maker.person(given=one.given, family=one.family, birth_date=one.birth_date, sex=one.sex)
    for right, wrong in ((one, other), (other, one)):
        order = min(right.order_numbers)
        maker.ask("namesake, one number", right, right, exact=True)
        maker.ask("namesake, both numbers", right, right, exact=True, placer_number=order)
        maker.ask("namesake, wrong digit", right, right, identifiers=_sent(wrong.mrn))
        maker.ask("namesake, no number", right, right, identifiers=())


# The right number, and something else not quite right


def _given_names(maker: _Maker) -> None:
    full = maker.rng.choice(sorted({name for _, name in SHORT_FORMS})).title()
    one = maker.person(given=full)
    maker.ask("short form of the given name", one, one, given=maker.short_form(full))
    two = maker.person()
    two = maker.changed(two, given=f"{two.given} {maker.rng.choice(SECOND_NAMES)}")
    maker.ask("first of two given names", two, two, given=two.given.split()[0])
    maker.ask("initial", two, two, given=two.given[0])
    maker.ask("slip in the given name", one, one, given=maker.slipped(full))


def _blanks(maker: _Maker) -> None:
    one = maker.person()
    born = one.birth_date
    if born.day < 13 and born.day != born.month:
        maker.ask("day and month swapped", one, one, birth_date=born.replace(day=born.month, month=born.day))
    maker.ask("another birth date", one, one, birth_date=born + timedelta(days=13))
    maker.ask("blank birth date", one, one, birth_date=None)
    maker.ask("blank given name", one, one, given="")
    maker.ask("another sex", one, one, sex="male" if one.sex == "female" else "female")
    maker.ask("no number of ours", one, one, identifiers=_sent("A-1", ELSEWHERE))


# A number that is somebody else's, or nobody's


def _digits(maker: _Maker) -> None:
    one = maker.person()
    for _ in range(3):
        maker.ask("wrong or swapped digit", one, one, identifiers=_sent(maker.slipped(one.mrn)))
    stranger = maker.register.patients[maker.rng.randint(FIRST_NUMBER + 1, maker.number)]
    maker.ask("a stranger's number of another authority", one, one, identifiers=_sent(stranger.mrn, ELSEWHERE))
    if stranger is not one and usable_identifier(stranger.mrn):
        order = min(stranger.order_numbers, default="")
        maker.ask("record number and another's order number", one, one, placer_number=order)


def _fillers(maker: _Maker) -> None:
    filler = maker.rng.choice(FILLERS)
    one, other = maker.person(mrn=filler, order_numbers=frozenset({filler})), maker.person()
    maker.ask("blank, zero or filler number", other, other, identifiers=_sent(filler), placer_number=filler)
    twin = maker.twin_of(one)
    maker.ask("blank, zero or filler number, twin", twin, twin, identifiers=_sent(filler), placer_number=filler)


def _not_ours(maker: _Maker) -> None:
    one, other = maker.person(), maker.person()
    maker.ask(
        "not our patient, a number equal to ours", None, other, identifiers=_sent(one.mrn, ELSEWHERE), given="Zebulon"
    )
    maker.ask("not our patient, all but the number of ours", None, one, identifiers=_sent(one.mrn, ELSEWHERE))
    maker.ask("not our patient, born the same day", None, one, identifiers=(), given="Zebulon")


def _several(maker: _Maker) -> None:
    """A twin's message with two things wrong at once, of whatever kind."""
    one = maker.person()
    other = maker.twin_of(one)
    wrongs: list[dict[str, Any]] = [
        {"identifiers": _sent(other.mrn)},
        {"identifiers": _sent(maker.slipped(one.mrn))},
        {"given": maker.slipped(one.given)},
        {"given": one.given[:1]},
        {"given": ""},
        {"family": maker.slipped(one.family)},
        {"family": "Quackenbush"},
        {"birth_date": one.birth_date + timedelta(days=13)},
        {"sex": "unknown"},
        {"placer_number": min(other.order_numbers)},
        {"given": one.family, "family": one.given},
    ]
    for _ in range(4):
        first, second = maker.rng.sample(wrongs, 2)
        maker.ask("two things wrong at once", one, one, exact=False, **(first | second))


KINDS: tuple[tuple[Callable[[_Maker], None], int], ...] = (
    (_plain, 18), (_twins, 6), (_like_twins, 4), (_double_twins, 2), (_newborn_twins, 1), (_maiden, 6), (_surnames, 5),
    (_spelling, 5), (_zeros, 6), (_beside, 4), (_same_day, 2), (_namesakes, 1), (_given_names, 4), (_blanks, 3),
    (_digits, 4), (_fillers, 2), (_not_ours, 2), (_several, 4),
)  # fmt: skip
