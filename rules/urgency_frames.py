"""From where somebody writes: after a visit that settled it, in jest, of a story, of what is back again.

Each pass sets or clears marks as those of rules.urgency_context do. All of them give way to what is happening now.
"""

from __future__ import annotations

from rules.urgency_jest import mark_jests
from rules.urgency_marks import Mark, Marker
from rules.urgency_misread import HOME, WELL, drop_other_noes
from rules.urgency_reading import COMMA, SENTENCE

FIRST_PERSON = frozenset(["i", "im", "ive", "my", "me", "mi", "yo", "we", "our"])
_PRESENT = frozenset(
    [
        "am",
        "is",
        "are",
        "im",
        "hes",
        "shes",
        "has",
        "have",
        "ive",
        "cant",
        "cannot",
        "wont",
        "dont",
        "doesnt",
        "want",
        "wants",
        "hurts",
        "feels",
        "feel",
        "keeps",
        "now",
        "today",
        "tonight",
        "this",
        "still",
        "again",
        "duele",
        "tengo",
        "estoy",
        "esta",
        "tiene",
    ]
)
_NONE = frozenset(
    ["no", "none", "nothing", "not", "never", "hasnt", "havent", "gone", "fine", "good", "well", "ok", "better"]
)
_GOOD_NEWS = frozenset(
    ["normal", "negative", "clear", "clean", "fine", "good", "ok", "okay", "from", "to", "for", "bien"]
)
_ABLE = frozenset(["can", "could", "may", "when", "should", "start", "able", "thanks", "thank", "see", "once", "try"])
_IT = frozenset(["it", "its", "they", "theyre", "that", "this", "those", "the", "and", "but", "now", "me", "ha", "hes"])
_WAS = frozenset(
    ["was", "were", "went", "had", "took", "kept", "been", "got", "sent", "rushed", "estuve", "fui", "ended"]
)
_ASKS = frozenset(
    [
        "can",
        "does",
        "do",
        "is",
        "are",
        "what",
        "whats",
        "could",
        "would",
        "should",
        "how",
        "when",
        "will",
        "es",
        "puede",
    ]
)
_SOMEONE = FIRST_PERSON.union(
    ["he", "she", "his", "her", "him", "hes", "shes", "they", "it", "its", "this", "that", "these", "those", "now"],
    ["today", "tonight", "since", "just", "hours", "minutes", "baby", "kid", "toddler", "child", "son", "daughter"],
    ["husband", "wife", "mom", "dad", "mother", "father", "hijo", "hija", "bebe"],
)
_REACH = 20
_MOST = 20  # visits of one message that are looked at


_SOMEBODY = frozenset(["someone", "somebody", "anyone", "anybody"])


def read_frames(marker: Marker) -> None:
    """Mark jokes, stories, suppositions and settled visits; then free what is said to be back."""
    present = _present_places(marker)
    drop_other_noes(marker)
    mark_jests(marker)
    _stories(marker)
    _questions(marker)
    _ifs(marker)
    _visits(marker, present)
    _returns(marker)


def starts_anew(marker: Marker, place: int) -> bool:
    """Whether what is so now begins here: "… in 2019 my arm is numb", "… stroke and my arm went dead"."""
    words, breaks = marker.reading.words, marker.reading.breaks
    if words[place] in ("and", "y") and place + 1 < marker.count and words[place + 1] in FIRST_PERSON:
        return True
    if words[place] not in FIRST_PERSON and words[place] not in ("his", "her", "he", "she", "hes", "shes", "this"):
        return False
    for near in range(place, min(place + 4, marker.count)):
        if near > place and breaks[near] >= COMMA:
            return False
        if words[near] in _PRESENT:
            return True
    return False


def _present_places(marker: Marker) -> list[int]:
    """Words that say something is so now, but not "home now", "discharged yesterday", "no pain since"."""
    words = marker.reading.words
    found = []
    for first, last in marker.spans("@present"):
        before = words[max(0, first - 4) : first]
        if words[first] in ("since", "ever"):
            settled = any(word in _NONE for word in before)
        elif words[first] == "again":
            settled = any(word in _ABLE for word in before) or "you" in before
        else:
            settled = any(word in HOME for word in before) and not any(
                word in ("not", "until", "no") for word in before
            )
        if settled:
            continue
        if (
            words[first] in ("again", "back", "came", "come")
            and last + 1 < marker.count
            and words[last + 1] in _GOOD_NEWS
        ):
            continue
        if words[first] == "still" and last + 1 < marker.count and words[last + 1] in ("need", "open", "waiting", "ok"):
            continue
        found.append(first)
    return found


def _stories(marker: Marker) -> None:
    """A film, a class, a form, a thing that might be: unless the sentence says what the writer has."""
    for name in ("@story", "@supposing"):
        for first, last in marker.spans(name):
            start, end = marker.sentence(first)
            if marker.anywhere("@ailing", start, end):
                continue
            for place in range(max(start, first - _REACH), min(end, last + _REACH) + 1):
                if place > last and (marker.has("@contrast", place) or starts_anew(marker, place)):
                    break
                marker.mark(place, Mark.SUPPOSED)


def _questions(marker: Marker) -> None:
    """ "Can stress cause chest pain", "is coughing blood ever normal?": asked of nobody in particular, so one lower."""
    words, breaks = marker.reading.words, marker.reading.breaks
    deadly = {place for first, last in marker.spans("lethal_dose") for place in range(first, last + 1)}
    for first, word in enumerate(words):
        if word not in _ASKS or breaks[first] != SENTENCE:
            continue
        _, end = marker.sentence(first)
        asked = range(first, end + 1)
        if not any(words[place] in _SOMEONE or words[place][0].isdigit() or place in deadly for place in asked):
            for place in asked:
                marker.mark(place, Mark.TOLD)


def _ifs(marker: Marker) -> None:
    """ "If someone in our daycare has a seizure", "if the pain ever comes back"."""
    words = marker.reading.words
    for place in range(marker.count - 2):
        if (words[place] == "if" and words[place + 1] in _SOMEBODY) or (
            words[place] == "if" and words[place + 1] in ("a", "an", "any")
        ):
            supposed = not any(word in ("is", "was", "are", "just") for word in words[place + 2 : place + 7])
        elif words[place] == "would" and words[place + 1] in ("a", "an") and marker.reading.breaks[place] == SENTENCE:
            supposed = True
        else:
            supposed = words[place] == "if" and any(
                word in ("ever", "recurs", "returns") or (word == "comes" and "back" in words[place : place + 9])
                for word in words[place + 2 : place + 7]
            )
        if supposed:
            _, end = marker.sentence(place)
            for inside in range(place + 1, min(end, place + 12) + 1):
                if marker.has("@contrast", inside) and marker.reading.words[inside] in (
                    "but",
                    "now",
                    "because",
                    "pero",
                ):
                    break
                marker.mark(inside, Mark.SUPPOSED)


def _visits(marker: Marker, present: list[int]) -> None:
    """ "Was in the ER with chest pain, they ruled out a heart attack, home and fine": lower, if nothing is so now."""
    visits = marker.spans("@visit")
    outcomes = marker.spans("@outcome")
    if not visits or not (outcomes or marker.spans("@over")) or present:
        return
    words, breaks = marker.reading.words, marker.reading.breaks
    for first, last in visits[:_MOST]:
        start, end = marker.sentence(first)
        after = [(a, b) for a, b in outcomes if first <= a <= last + 60]
        until = max((b for _, b in after), default=-1)
        if until < 0 and not marker.anywhere("@over", start, min(end, last + 25)):
            continue
        begin = first
        if any(word in _WAS for word in words[max(start, first - 5) : first]) or until >= 0:
            while begin > start and not (breaks[begin] >= COMMA and until < 0):
                begin -= 1
            if any(word in _PRESENT for word in words[begin:first]):
                begin = first
        begin = min([begin, *(a for a, _ in marker.spans("@update") if first - 2 * _REACH <= a < first)])
        stop = until if until >= 0 else last
        while stop + 1 < marker.count and breaks[stop + 1] < (SENTENCE if until >= 0 else COMMA):
            stop += 1
            if starts_anew(marker, stop) or marker.has("@contrast", stop):
                break
        for place in range(begin, stop + 1):
            marker.mark(place, Mark.SEEN)


def _returns(marker: Marker) -> None:
    """What is back is present: "saw you last month for it, it's back"."""
    words = marker.reading.words
    done = -1  # each word is freed once
    for first, last in marker.spans("@returned"):
        before = words[max(0, first - 8) : first]
        if words[first] == "again" and words[first - 1] in WELL:
            continue
        after = words[last + 1] if last + 1 < marker.count else ""
        if marker.context.marks[first] & Mark.DENIED or (
            "if" in before or any(word in ("never", "not", "hasnt", "no") for word in before[-4:])
        ):
            continue
        if after in _GOOD_NEWS or any(word in _ABLE for word in words[max(0, first - 7) : first]):
            continue
        if marker.anywhere("@past", last + 1, last + 3) or (after == "in" and words[last + 2 : last + 3] != ["the"]):
            continue
        start, end = marker.sentence(first)
        if start and first - start <= 4 and words[start] in _IT:
            start, _ = marker.sentence(start - 1)
        until = min(end, last + 8)
        for place in range(max(start, first - 2 * _REACH, done + 1), until + 1):
            marker.unmark(place, Mark.PAST | Mark.RECENT | Mark.RESOLVED | Mark.CHRONIC | Mark.SEEN)
        done = max(done, until)
