"""Values of one conversation: what the patient takes, where they fill it, when they can come."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from demo.texts.model import Person

BRANDS = {
    "lisinopril": "Zestril", "atorvastatin": "Lipitor", "sertraline": "Zoloft", "levothyroxine": "Synthroid",
    "omeprazole": "Prilosec", "amlodipine": "Norvasc", "escitalopram": "Lexapro", "gabapentin": "Neurontin",
    "montelukast": "Singulair", "losartan": "Cozaar", "metoprolol": "Toprol", "apixaban": "Eliquis",
    "warfarin": "Coumadin", "fluoxetine": "Prozac", "bupropion": "Wellbutrin", "zolpidem": "Ambien",
    "rosuvastatin": "Crestor", "tamsulosin": "Flomax", "cetirizine": "Zyrtec", "fluticasone": "Flonase",
    "semaglutide": "Ozempic", "furosemide": "Lasix", "trazodone": "Desyrel", "clopidogrel": "Plavix",
    "pantoprazole": "Protonix", "insulin glargine": "Lantus", "methylphenidate": "Ritalin",
}  # fmt: skip
LAY = {
    "lisinopril": "blood pressure pill", "amlodipine": "bp medicine", "losartan": "blood pressure med",
    "metoprolol": "heart pill", "hydrochlorothiazide": "water pill", "furosemide": "water pill",
    "metformin": "sugar pill", "atorvastatin": "cholesterol pill", "rosuvastatin": "cholesterol med",
    "simvastatin": "cholesterol pill", "levothyroxine": "thyroid pill", "omeprazole": "stomach pill",
    "albuterol": "inhaler", "insulin": "insulin", "warfarin": "blood thinner", "apixaban": "blood thinner",
    "sertraline": "antidepressant", "escitalopram": "anxiety med", "gabapentin": "nerve pill",
    "montelukast": "allergy pill", "cetirizine": "allergy med", "tamsulosin": "prostate pill",
    "alendronate": "bone pill", "estradiol": "hormone pill", "methylphenidate": "ADHD med",
}  # fmt: skip
NO_CHART = ("cetirizine", "naproxen", "fluticasone", "hydrocortisone cream", "omeprazole", "ibuprofen 600 mg")
NO_CHART_CHILD = ("amoxicillin", "cetirizine", "albuterol", "hydrocortisone cream", "montelukast", "vitamin D drops")
CLINICIANS = ("Dr. Patel", "Dr. Reed", "Dr. Rahman", "Dr. Fraser", "Dr. Nair")
SPECIALISTS = (
    "Dr. Lindqvist", "Dr. Okonkwo", "Dr. Abara", "Dr. Castellano", "Dr. Whitcombe", "Dr. Tanaka-Boyd",
    "Dr. Feldspar", "Dr. Mbeki-Ross", "Dr. Van Houten", "Dr. Sorrel",
)  # fmt: skip
CHAINS = ("CVS", "Walgreens", "Walmart", "Costco", "Kroger", "Rite Aid", "Safeway")
STREETS = (
    "Main", "Elm", "5th", "Lincoln", "Harbor Blvd", "Mill Road", "Route 9", "Orchard", "Division St", "Union",
    "Hillside Ave", "Park", "Central", "Broad St", "Cedar", "Front Street", "Quarry Rd",
)  # fmt: skip
SMALL_PHARMACIES = (
    "Harbor Drug", "Pinehurst Pharmacy", "Lakeside Apothecary", "Bell's Pharmacy", "the mail order place",
    "Corner Drug", "Sunrise Pharmacy", "Old Town Drugs",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes")
INSURERS = ("Blue Cross", "Medicaid", "Medicare", "Northfield Health", "Cedar Mutual", "my wife's plan", "Tricoast",
            "the state plan", "Aetna", "United")  # fmt: skip
PLACES = ("Portland", "Phoenix", "Tampa", "Ohio", "Mexico", "Denver", "my sister's", "the lake", "Chicago", "Maine",
          "Texas", "North Carolina", "Florida", "Puerto Rico", "Ireland", "San Diego")  # fmt: skip
SPECIALTIES = (
    "dermatology", "cardiology", "GI", "the eye doctor", "physical therapy", "orthopedics", "ENT", "neurology",
    "the sleep clinic", "the podiatrist", "urology", "allergy", "rheumatology", "the kidney doctor", "pulmonology",
)  # fmt: skip
SPECIALTIES_CHILD = ("the allergist", "speech therapy", "ENT", "pediatric GI", "the eye doctor", "dermatology",
                     "occupational therapy", "the developmental pediatrician", "pediatric neurology")  # fmt: skip
ESPECIALIDADES = ("dermatología", "cardiología", "el oculista", "terapia física", "ortopedia", "neurología",
                  "el podólogo", "el gastroenterólogo", "el riñón", "urología")  # fmt: skip
RELATIVES = ("my daughter", "my son", "my husband", "my neighbor", "my sister", "my niece", "a friend from church")
PARTS = ("knee", "shoulder", "hip", "lower back", "ankle", "elbow", "wrist", "big toe", "heel", "neck", "thumb")
PARTES = ("la rodilla", "el hombro", "la cadera", "la espalda", "el tobillo", "el codo", "la muñeca", "el cuello")
LABS = ("cholesterol", "A1c", "vitamin D", "TSH", "creatinine", "hemoglobin", "potassium", "platelets", "ferritin",
        "white count", "triglycerides", "ALT", "B12", "calcium", "GFR")  # fmt: skip
_SALT = re.compile(
    r"(?i) (succinate|tartrate|sodium|hydrochloride|hcl|calcium|potassium|besylate|inhaler|tablet|capsule)\b.*$"
)
_ENDINGS = (("insulin glargine", "insulina"), ("cillin", "cilina"), ("cin", "cina"), ("in", "ina"), ("ine", "ina"),
            ("ide", "ida"), ("one", "ona"), ("ole", "ol"), ("profen", "profeno"), ("xen", "xeno"))  # fmt: skip
_NO_PILLS = ("insulin", "inhaler", "albuterol", "fluticasone", "cream", "ointment", "drops", "spray", "patch",
             "glutide", "latanoprost", "injection", "solution", "suspension", "budesonide", "tiotropium")  # fmt: skip
AREAS = ("", "", "", "617-", "(413) ", "207-", "978 ")


def mentions(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether one of the words stands in the text, in any case."""
    return any(word in text.lower() for word in wanted)


def swallowed(medication: str) -> bool:
    """Whether it is a pill, not a spray, a shot or a cream."""
    return not mentions(medication, _NO_PILLS)


class Slots:
    """Slot values, drawn when first asked for and the same through the conversation ({day} and {day2} differ)."""

    def __init__(self, rng: Random, person: Person, *, spanish: bool = False) -> None:
        self._rng = rng
        self._spanish = spanish
        self._person = person
        self._known: dict[str, str] = {}
        names = list(person.medications) or list(NO_CHART_CHILD if person.child else NO_CHART)
        rng.shuffle(names)
        self._medications = names

    def __getitem__(self, name: str) -> str:
        if name not in self._known:
            base = name.rstrip("0123456789")
            make = _MAKERS[base]
            value = make(self, self._rng, self._person)
            taken = {known for key, known in self._known.items() if key.rstrip("0123456789") == base}
            for _ in range(4):
                if value not in taken:
                    break
                value = make(self, self._rng, self._person)
            self._known[name] = value
        return self._known[name]

    def aim_at(self, wanted: tuple[str, ...], *, pill: bool = False) -> None:
        """Let {med} be one of these, or something swallowed, where the patient takes it."""
        self._medications.sort(key=lambda name: (pill and not swallowed(name), not mentions(name, wanted)))

    def generic(self, index: int = 0) -> str:
        """The name as staff write it, without strength and form."""
        full = self._medications[index % len(self._medications)]
        match = re.match(r"[^\d(,]+", full)
        name = _SALT.sub("", (match[0] if match else full).strip())
        return name if name.isupper() else name[:1].lower() + name[1:]

    def lay(self, index: int = 0) -> str:
        """The name as a patient writes it: generic, brand, with strength, or what it is for."""
        generic = self.generic(index)
        if self._spanish:
            return in_spanish(generic)
        roll = self._rng.random()
        if roll < 0.14:
            return next((brand for stem, brand in BRANDS.items() if generic.startswith(stem)), generic)
        if roll < 0.24:
            return next((f"my {lay}" for stem, lay in LAY.items() if generic.startswith(stem)), generic)
        if roll < 0.40:
            strength = re.search(r"(\d[\d.]*) ?mg\b", self._medications[index % len(self._medications)])
            return f"{generic} {strength[1]}{self._rng.choice((' mg', 'mg', ''))}" if strength else generic
        return generic


def in_spanish(name: str) -> str:
    """A medicine's name with its Spanish ending: metformina, omeprazol."""
    for ending, ours in _ENDINGS:
        if name.endswith(ending):
            return name.removesuffix(ending) + ours
    return name


def _with_article(name: str) -> str:
    return f"{'la' if name.split()[0].endswith('a') else 'el'} {name}"


def _phone(rng: Random) -> str:
    return f"{rng.choice(AREAS)}555-01{rng.randrange(100):02d}"


def _pharmacy(rng: Random) -> str:
    if rng.random() < 0.2:
        return rng.choice(SMALL_PHARMACIES)
    chain, street = rng.choice(CHAINS), rng.choice(STREETS)
    return rng.choice((f"{chain} on {street}", f"the {chain} on {street}", chain, f"{chain} {street}"))


def _farmacia(rng: Random) -> str:
    if rng.random() < 0.2:
        return rng.choice(("la farmacia de la esquina", "la farmacia Sunrise", "la farmacia del hospital"))
    chain, street = rng.choice(CHAINS), rng.choice(STREETS)
    return rng.choice((f"{chain} de la {street}", f"el {chain} de {street}", chain, f"el {chain}"))


def _time(rng: Random) -> str:
    hour, minute = rng.choice((8, 9, 10, 11, 1, 2, 3, 4)), rng.choice(("00", "15", "20", "30", "40", "45"))
    half = "am" if hour in {8, 9, 10, 11} else "pm"
    exact = f"{hour}{half}" if minute == "00" else f"{hour}:{minute}"
    return rng.choice((exact, f"{hour}:{minute}", f"{hour}:{minute} {half}"))


def _when(rng: Random) -> str:
    day = rng.choice(DAYS)
    return rng.choice((f"next {day}", f"this {day}", f"{day}", f"{day} the {_nth(rng)}", f"the {_nth(rng)}"))


def _nth(rng: Random) -> str:
    day = rng.randint(2, 28)
    ending = "th" if 10 <= day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _family_word(person: Person, female: str, male: str) -> str:
    return female if person.sex == "female" else male


Maker = Callable[[Slots, Random, Person], str]
_MAKERS: dict[str, Maker] = {
    "med": lambda slots, _r, _p: slots.lay(0),
    "lamed": lambda slots, _r, _p: _with_article(slots["med"]),
    "spouse": lambda _s, _r, person: _family_word(person, "husband", "wife"),
    "lo": lambda _s, _r, person: _family_word(person, "la", "lo"),
    "rx": lambda slots, _r, _p: slots.generic(0),
    "othermed": lambda slots, _r, person: (
        slots.lay(1)
        if slots.generic(1) != slots.generic(0)
        else "vitamina D"
        if person.language == "es"
        else "vitamin D"
    ),
    "given": lambda _s, _r, person: person.given,
    "family": lambda _s, _r, person: person.family,
    "child": lambda _s, _r, person: person.child or person.given,
    "cage": lambda _s, _r, person: str(person.child_age or 4),
    "age": lambda _s, _r, person: str(person.age),
    "title": lambda _s, _r, person: _family_word(person, "Ms.", "Mr."),
    "señor": lambda _s, _r, person: _family_word(person, "Sra.", "Sr."),
    "my": lambda _s, _r, person: f"{person.child}'s" if person.child else "my",
    "your": lambda _s, _r, person: f"{person.child}'s" if person.child else "your",
    "she": lambda _s, _r, person: _family_word(person, "she", "he"),
    "her": lambda _s, _r, person: _family_word(person, "her", "his"),
    "herself": lambda _s, _r, person: _family_word(person, "her", "him"),
    "mom": lambda _s, _r, person: _family_word(person, "mom", "dad"),
    "mother": lambda _s, _r, person: _family_word(person, "mother", "father"),
    "mamá": lambda _s, _r, person: _family_word(person, "mamá", "papá"),
    "o": lambda _s, _r, person: _family_word(person, "a", "o"),
    "pharm": lambda _s, rng, _p: _pharmacy(rng),
    "farm": lambda _s, rng, _p: _farmacia(rng),
    "phone": lambda _s, rng, _p: _phone(rng),
    "time": lambda _s, rng, _p: _time(rng),
    "day": lambda _s, rng, _p: rng.choice(DAYS),
    "dia": lambda _s, rng, _p: rng.choice(DIAS),
    "when": lambda _s, rng, _p: _when(rng),
    "nth": lambda _s, rng, _p: _nth(rng),
    "num": lambda _s, rng, _p: str(rng.randint(2, 9)),
    "few": lambda _s, rng, _p: rng.choice(("2", "3", "4", "two", "three", "a few", "a couple of")),
    "pocos": lambda _s, rng, _p: rng.choice(("2", "3", "4", "dos", "tres")),
    "left": lambda _s, rng, _p: rng.choice(("2", "3", "4", "5", "6", "one", "two", "three", "four", "five")),
    "dur": lambda _s, rng, _p: rng.choice(
        (
            "two days",
            "3 days",
            "about a week",
            "a week",
            "10 days",
            "two weeks",
            "a couple weeks",
            "5 days now",
            "almost a month",
            "a good week",
        )
    ),
    "rato": lambda _s, rng, _p: rng.choice(
        ("dos días", "tres días", "una semana", "como una semana", "dos semanas", "casi un mes", "varios días")
    ),
    "doc": lambda _s, rng, _p: rng.choice(CLINICIANS),
    "spec": lambda _s, rng, _p: rng.choice(SPECIALISTS),
    "specialty": lambda _s, rng, person: rng.choice(SPECIALTIES_CHILD if person.child else SPECIALTIES),
    "especialidad": lambda _s, rng, _p: rng.choice(ESPECIALIDADES),
    "ins": lambda _s, rng, _p: rng.choice(INSURERS),
    "place": lambda _s, rng, _p: rng.choice(PLACES),
    "amt": lambda _s, rng, _p: (
        f"${rng.choice((25, 40, 68, 92, 118, 140, 187, 212, 260, 345))}"
        + rng.choice(("", "", ".50", ".17", ".00", ".84"))
    ),
    "copay": lambda _s, rng, _p: f"${rng.choice((4, 5, 8, 10, 12, 15, 18, 20))}",
    "relative": lambda _s, rng, _p: rng.choice(RELATIVES),
    "kin": lambda _s, rng, _p: rng.choice(("daughter", "son", "niece", "granddaughter", "neighbor", "grandson")),
    "part": lambda _s, rng, _p: rng.choice(PARTS),
    "parte": lambda _s, rng, _p: rng.choice(PARTES),
    "lab": lambda _s, rng, _p: rng.choice(LABS),
    "side": lambda _s, rng, _p: rng.choice(("left", "right")),
    "temp": lambda _s, rng, _p: rng.choice(("101.3", "102", "102.4", "103", "101.8", "103.2")),
    "grados": lambda _s, rng, _p: rng.choice(("38.9", "39", "39.4", "102", "103")),
    "bp": lambda _s, rng, _p: f"{rng.randint(126, 148)}/{rng.randint(74, 92)}",
    "sugar": lambda _s, rng, _p: str(rng.randint(118, 196)),
    "street": lambda _s, rng, _p: f"{rng.randint(3, 940)} {rng.choice(STREETS[:4])}",
    "card": lambda _s, rng, _p: str(rng.randint(1000, 9999)),
}
