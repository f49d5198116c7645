"""A conversation from its parts: the matter, the voice, a risk or what only sounds like one, the answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from demo.texts import (
    admin,
    decoys,
    health,
    medication,
    phrases,
    referral,
    refill,
    results,
    scheduling,
    spanish,
    spanish_more,
    tests_topic,
)
from demo.texts import risk as risks
from demo.texts.grammar import Situation, expand, pick
from demo.texts.model import HIGH_RISK_SHARE, TOPICS, Conversation, Gap, Person, Risk, Turn
from demo.texts.slots import Slots
from demo.texts.voice import ENGLISH, FRAMES, SPANISH, Stock, by_hand, choose_voice

_ENGLISH = {
    "refill": (refill.SITUATIONS, refill.COMMON[0]),
    "scheduling": (scheduling.SITUATIONS, scheduling.COMMON[0]),
    "medication": (medication.SITUATIONS, medication.COMMON[0]),
    "health": (health.SITUATIONS, health.COMMON[0]),
    "referral": (referral.SITUATIONS, referral.COMMON[0]),
    "admin": (admin.SITUATIONS, admin.COMMON[0]),
    "results": (results.SITUATIONS, results.COMMON[0]),
    "tests": (tests_topic.SITUATIONS, tests_topic.COMMON[0]),
}
_SPANISH = {
    "refill": spanish.REFILL,
    "scheduling": spanish.SCHEDULING,
    "medication": spanish.MEDICATION,
    "health": spanish_more.HEALTH,
    "referral": spanish_more.REFERRAL,
    "admin": spanish_more.ADMIN,
    "results": spanish_more.RESULTS,
    "tests": spanish_more.TESTS,
}
# How likely a message of a topic hides a high-risk symptom, relative to each other; scaled to the overall share.
_LEANING = {"health": 14.0, "medication": 6.5, "tests": 2.0, "results": 2.5, "referral": 2.5, "scheduling": 2.0,
            "refill": 1.2, "admin": 0.8}  # fmt: skip
_SCALE = HIGH_RISK_SHARE / sum(TOPICS[topic] * lean for topic, lean in _LEANING.items())
_EMERGENCY_SHARE = 0.35
_DECOY_SHARE = 0.07
_TURN_COUNTS = {1: 0.09, 2: 0.46, 3: 0.24, 4: 0.13, 5: 0.05, 6: 0.03}
_RISK_FOLLOWS = (
    (
        "[ok|ok I will|alright, thank you|doing that now]",
        "[Thank you. We'll check on you.|Good. Call us from there if you can, 555-0100.]",
    ),
    (
        "[are you sure? I don't want to make a fuss|is that really necessary|can it wait]",
        "[Yes, sure. This is not a fuss, please don't wait.|Yes. Better once too often, and nobody will mind.]",
    ),
)
_RISK_FOLLOWS_ES = (
    ("[ok gracias|sí, ahorita|ok así le hago]", "Gracias. Le llamamos más tarde."),
    ("de verdad es necesario?", "Sí, por favor, no espere. Más vale."),
)


@dataclass(slots=True)
class _Scene:
    """What stays the same through one conversation."""

    rng: Random
    person: Person
    spanish: bool
    voice: str
    carer: bool
    slots: Slots
    aside: Slots  # values of small talk, so that a tangent's Friday is not the appointment's
    stock: Stock

    def say(self, text: str) -> str:
        return expand(self.rng, text, self.slots)

    def chat(self, lines: tuple[str, ...]) -> str:
        return expand(self.rng, self.rng.choice(lines), self.aside)

    def hit(self, share: float) -> bool:
        return self.rng.random() < share

    def typed(self, text: str) -> str:
        return by_hand(self.rng, text, self.voice, spanish=self.spanish)


def conversation(rng: Random, person: Person, *, topic: str | None = None, risk: Risk | None = None) -> Conversation:
    """A thread this person could have written, with what staff answered. KeyError for an unknown topic."""
    topic = topic or rng.choices(list(TOPICS), list(TOPICS.values()))[0]
    if risk is None:
        high = rng.random() < _LEANING[topic] * _SCALE
        risk = ("emergency" if rng.random() < _EMERGENCY_SHARE else "same_day") if high else "none"
    in_spanish = person.language == "es" and rng.random() < 0.95
    carer = person.child is None and person.age >= 65 and rng.random() < 0.13
    scene = _Scene(
        rng,
        person,
        in_spanish,
        choose_voice(rng, person, spanish=in_spanish),
        carer,
        Slots(rng, person, spanish=in_spanish),
        Slots(rng, person, spanish=in_spanish),
        SPANISH if in_spanish else ENGLISH,
    )
    matter = _matter(scene, topic)
    scene.slots.aim_at(matter.medications, pill="pill" in matter.tags)
    common = spanish_more.COMMON[0] if in_spanish else _ENGLISH[topic][1]
    tags = [scene.voice, *_tags(scene)]
    danger = None if risk == "none" else _danger(scene, risk)
    if danger is None:
        decoy = scene.hit(_DECOY_SHARE)
        first = _first(scene, matter, extra=_decoy(scene) if decoy else None)
        tags += ["decoy"] if decoy else []
        turns = [Turn("patient", first, "days"), *_rest(scene, matter, common)]
    elif scene.hit(0.12):
        tags.append("late")
        turns = [Turn("patient", _first(scene, matter), "days"), _reply(scene, matter)]
        turns += [Turn("patient", scene.typed(scene.say(rng.choice(danger.shorts))), "hours")]
        turns += _after_alarm(scene, danger)
    else:
        alone = topic in {"health", "medication"} and scene.hit(0.65)
        tags += [] if alone else ["buried"]
        if alone:
            first = _first(scene, danger, plainly=True)
        else:
            first = _first(scene, matter, extra=scene.say(rng.choice(danger.shorts)))
        turns = [Turn("patient", first, "days"), *_after_alarm(scene, danger)]
    subject = _subject(scene, topic, matter, common, risk)
    if turns[0].body.rstrip().endswith(phrases.PHONE_SIGNATURES):
        tags.append("phone")
    return Conversation(topic, subject, tuple(turns), risk, "+".join(tags))


def _tags(scene: _Scene) -> list[str]:
    found = {"spanish": scene.spanish, "parent": scene.person.child is not None, "caregiver": scene.carer}
    return [name for name, holds in found.items() if holds]


def _matter(scene: _Scene, topic: str) -> Situation:
    situations = _SPANISH[topic] if scene.spanish else _ENGLISH[topic][0]
    found = pick(scene.rng, situations, scene.person, carer=scene.carer)
    if found is None and scene.carer:
        scene.carer = False
        found = pick(scene.rng, situations, scene.person, carer=False)
    if found is None:
        raise LookupError(f"no {topic} situation fits")
    return found


def _danger(scene: _Scene, risk: Risk) -> Situation:
    child = scene.person.child is not None
    stock = spanish_more.RISK if scene.spanish else risks.CHILD if child else risks.SITUATIONS
    fitting = tuple(situation for situation in stock if risk in situation.tags)
    found = pick(scene.rng, fitting, scene.person, carer=scene.carer)
    if found is None:
        raise LookupError(f"no {risk} situation fits")
    return found


def _decoy(scene: _Scene) -> str:
    if scene.spanish:
        return scene.chat(decoys.SPANISH)
    return scene.chat(decoys.ENGLISH_CHILD if scene.person.child else decoys.ENGLISH)


def _first(scene: _Scene, matter: Situation, *, extra: str | None = None, plainly: bool = False) -> str:
    """The opening message. `extra` is put in passing; `plainly` leaves small talk out."""
    rng, frame = scene.rng, FRAMES[scene.voice]
    short = matter.shorts and not plainly and scene.hit(frame.short_ask)
    ask = scene.say(rng.choice(matter.shorts if short else matter.asks))
    body = [ask]
    if scene.hit(frame.opening) and not plainly:
        body.insert(0, scene.chat(scene.stock.openings))
    if matter.details and scene.hit(frame.detail):
        body.append(scene.say(rng.choice(matter.details)))
    if extra is not None:
        body.insert(rng.choice((len(body), body.index(ask) + 1)), extra)
    for share in () if plainly else frame.tangents:
        if scene.hit(share):
            body.insert(rng.randint(0, len(body)), scene.chat(_tangents(scene)))
    text = _sentences(rng, body)
    text = _greeted(scene, text, frame.greeting * (0.5 if plainly else 1))
    text = _closed(scene, text, frame.closing * (0.3 if plainly else 1), frame.signature)
    text = scene.typed(text)
    if not scene.spanish and scene.person.age < 70 and scene.hit(0.07):
        text += "\n\n" + rng.choice(phrases.PHONE_SIGNATURES)
    return text


def _tangents(scene: _Scene) -> tuple[str, ...]:
    if scene.spanish:
        return scene.stock.tangents
    own = phrases.TANGENTS_OLDER if scene.person.age >= 64 else phrases.TANGENTS_WORKING
    return scene.stock.tangents if scene.hit(0.6) else own


def _sentences(rng: Random, body: list[str]) -> str:
    """Sentences in one block, or in two where there are many."""
    ended = [line if line[-1:] in ".?!:;)" else f"{line}." for line in body[:-1]] + body[-1:]
    cut = rng.randrange(1, len(ended)) if len(ended) > 2 and rng.random() < 0.35 else len(ended)
    return "\n\n".join(" ".join(part) for part in (ended[:cut], ended[cut:]) if part)


def _greeted(scene: _Scene, text: str, share: float) -> str:
    if not scene.hit(share):
        return text
    if scene.voice == "teen":
        return f"{scene.rng.choice(phrases.TEEN)} {text}"
    polite = scene.voice == "polite" and not scene.spanish
    greeting = scene.say(scene.rng.choice(phrases.POLITE_GREETINGS if polite else scene.stock.greetings))
    gap = scene.rng.choice((",\n\n", ",\n") if polite else (", ", ", ", ",\n", ",\n\n", ". ", "\n", "! ", " - "))
    return f"{greeting}{gap}{text}"


def _closed(scene: _Scene, text: str, closing: float, signature: float) -> str:
    rng = scene.rng
    if scene.hit(closing):
        polite = scene.voice == "polite" and not scene.spanish
        lines = phrases.POLITE_CLOSINGS if polite else scene.stock.closings
        lines = phrases.TEEN_ENDS if scene.voice == "teen" else lines
        end = "" if text[-1:] in ".?!)" else rng.choice((".", ",", "")) if scene.voice == "teen" else "."
        text = f"{text}{end}{rng.choice((' ', ' ', chr(10)))}{scene.chat(lines)}"
    if scene.hit(signature):
        names: tuple[str, ...] = phrases.PARENT_SIGNATURES if scene.person.child else phrases.SIGNATURES
        names = ("{given} {family}", "{given}") if scene.spanish else names
        name = "[her daughter|her son]" if scene.carer and scene.person.sex == "female" else rng.choice(names)
        text = f"{text}{rng.choice((chr(10), chr(10) * 2))}{scene.say(name)}"
    return text


def _reply(scene: _Scene, matter: Situation) -> Turn:
    text = scene.say(scene.rng.choice(matter.replies))
    if scene.hit(0.2) and not text.startswith(("Sorry", "I'm so", "I'm sorry", "Thank", "Ouch", "Oh", "So sorry")):
        text = f"{scene.chat(scene.stock.staff_openings)} {text}"
    return Turn(
        "staff", _as_staff(scene, text, 0.86), scene.rng.choice(("hours", "hours", "hours", "days", "immediate"))
    )


def _as_staff(scene: _Scene, text: str, greeting: float, closing: float = 0.45) -> str:
    rng = scene.rng
    apart = scene.hit(0.55)
    if scene.hit(greeting):
        hello = scene.stock.staff_greetings
        if scene.carer:
            hello = ("Buenas tardes:", "Hola:") if scene.spanish else ("Hello,", "Hi,", "Good morning,")
        text = f"{scene.say(rng.choice(hello))}{chr(10) * 2 if apart else ' '}{text}"
    if scene.hit(closing):
        text = f"{text}{chr(10) * 2 if apart else ' '}{scene.chat(scene.stock.staff_closings)}"
    return text


def _rest(scene: _Scene, matter: Situation, common: Situation) -> list[Turn]:
    """What follows the first message where nothing is dangerous."""
    rng = scene.rng
    count = rng.choices(list(_TURN_COUNTS), list(_TURN_COUNTS.values()))[0]
    turns: list[Turn] = []
    nudged = {2: 0.05, 3: 0.15, 6: 1.0}.get(count, 0.0)
    if scene.hit(nudged):
        turns.append(_patient(scene, _again(scene, scene.chat(scene.stock.also))))
    if len(turns) + 1 < count:
        turns.append(_reply(scene, matter))
    if len(turns) + 1 < count:
        turns += _exchange(scene, matter, common, answered=count - len(turns) > 2)
    if len(turns) + 1 < count:
        turns.append(_patient(scene, scene.chat(scene.stock.thanks)))
    return turns


def _exchange(scene: _Scene, matter: Situation, common: Situation, *, answered: bool) -> list[Turn]:
    """The patient comes back, and staff answer if `answered`."""
    rng = scene.rng
    if not answered and scene.hit(0.6):
        return [_patient(scene, scene.chat(scene.stock.thanks))]
    follows = [follow for follow in matter.follows if follow[1] or not answered]
    if not follows or scene.hit(0.35):
        follows = [follow for follow in common.follows if follow[1] or not answered]
    said, answers = rng.choice(follows)
    turns = [_patient(scene, _again(scene, scene.say(said)))]
    if answered:
        text = scene.say(rng.choice(answers)) if answers else scene.chat(scene.stock.anytime)
        turns.append(Turn("staff", _as_staff(scene, text, 0.5, 0.35), rng.choice(("immediate", "hours", "hours"))))
    return turns


def _again(scene: _Scene, text: str) -> str:
    """A second message rarely comes bare."""
    before = spanish_more.BACK_AGAIN if scene.spanish else phrases.BACK_AGAIN
    after = scene.stock.closings if scene.spanish else phrases.AFTERTHOUGHTS
    if scene.hit(0.4):
        text = f"{scene.chat(before)} {text}"
    if scene.hit(0.35):
        end = "" if text[-1:] in ".?!)" else scene.rng.choice((".", ",", ""))
        text = f"{text}{end} {scene.chat(after)}"
    return text


def _patient(scene: _Scene, text: str) -> Turn:
    waited = re.search(r"(?i)\bstill\b|no call|any (news|update)|todav|sigo|following up|checking in", text)
    gap: Gap = "days" if waited else scene.rng.choice(("immediate", "hours", "hours", "days"))
    return Turn("patient", scene.typed(text), gap)


def _after_alarm(scene: _Scene, danger: Situation) -> list[Turn]:
    """Staff's warning, and what came of it."""
    rng = scene.rng
    warning = scene.say(rng.choice(danger.replies))
    if not warning.startswith(scene.person.given) and not scene.carer and scene.hit(0.35):
        warning = f"{scene.person.given}: {warning}"
    turns = [Turn("staff", warning, "immediate")]
    if scene.hit(0.6):
        usual = _RISK_FOLLOWS_ES if scene.spanish else _RISK_FOLLOWS
        ready = danger.follows or [(said, [answer]) for said, answer in usual]
        said, answers = rng.choice(ready)
        turns.append(Turn("patient", scene.typed(scene.say(said)), "immediate"))
        if answers and scene.hit(0.7):
            turns.append(Turn("staff", scene.say(rng.choice(answers)), "hours"))
    return turns


def _subject(scene: _Scene, topic: str, matter: Situation, common: Situation, risk: Risk) -> str:
    """What was typed as subject. Symptoms rarely stand there: a search of subjects found 15 % of the risks."""
    rng = scene.rng
    if scene.spanish:
        own = spanish_more.SUBJECTS[topic]
        text = scene.say(rng.choice(own if scene.hit(0.65) else phrases.PREGUNTAS))
    elif risk != "none" and scene.hit(0.15):
        text = rng.choice(phrases.RISK_SUBJECTS)
    elif matter.subjects and scene.hit(0.6) and risk == "none":
        text = scene.say(rng.choice(matter.subjects))
    elif matter.shorts and scene.hit(0.25):
        text = scene.say(rng.choice(matter.shorts)).split("\n")[0]
    else:
        text = scene.say(rng.choice(phrases.VAGUE_SUBJECTS if scene.hit(0.3) else tuple(common.subjects)))
    if scene.voice == "caps":
        return text.upper()
    return text.lower() if scene.voice in {"lower", "teen"} else text
