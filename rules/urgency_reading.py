"""A message read for the urgency scan: its words, where each stands in the original, and the concepts they name.

Concepts come from word lists (`rules.urgency_words` and its neighbours); a message is walked once through a trie of
their phrases. No pattern here can take more than linear time.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

COMMA, DASH, SENTENCE = 1, 2, 3
Span = tuple[int, int]  # first and last word

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+(?:[.,]\d+)*")
_SENTENCE_MARKS = frozenset(".!?;\n\r\u2028\u2029\u00bf\u00a1")
_DASH_MARKS = frozenset(':()[]\u2013\u2014\u2022*|"')
_MARKS = re.compile(r"([()|])")
_LONGEST_WORD = 24
_CUT = re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")  # "90s" is read as two words
_REAL = frozenset(
    {
        "writing",
        "certain",
        "paused",
        "parsing",
        "pausing",
        "posting",
        "curtail",
        "striking",
        "starting",
        "breeding",
        "heather",
        "weighing",
        "feinting",
        "fitting",
        "hearing",
        "eight",
        "might",
        "night",
        "light",
        "tight",
        "bright",
        "height",
        "sight",
        "fight",
        "infarct",
        "familia",
        "familiar",
        "healing",
        "wheeling",
        "caring",
        "sharing",
        "swearing",
    }
)
_SHORT_STEM = 4  # with its star: what is shorter is no stem, and tells too little of a misspelt word
_LONG_WORD = 7  # of which a single slip is still recognised
_SLIPS = {
    "teh": "the",
    "hte": "the",
    "thr": "the",
    "adn": "and",
    "nad": "and",
    "fo": "of",
    "cannt": "cant",
    "aslo": "also",
    "alos": "also",
    "cnat": "cant",
    "dnot": "dont",
    "wiht": "with",
    "taht": "that",
    "jsut": "just",
}


class _Folding(dict[int, str]):
    """One small plain letter for each character, so that places stay those of the original."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFKD", character)[:1].lower()
        folded = self[code] = base if len(base) == 1 else character
        return folded


_FOLDING = {
    **{code: chr(code).lower() for code in range(128)},
    **{ord(mark): "'" for mark in "\u2018\u2019\u02bc\u00b4\u0060\u2032"},
    **{ord(mark): '"' for mark in "\u201c\u201d\u00ab\u00bb"},
    **{ord(mark): "-" for mark in "\u2010\u2011\u2012"},
    0x00B5: "u",
}


def fold(body: str) -> str:
    """`body` in small letters without accents, each character where it was. Same length always."""
    if body.isascii():
        return body.lower()
    table = _Folding(_FOLDING)  # its own each time: nothing a patient wrote outlives the scan
    return body.translate(table)


@dataclass(slots=True)
class Reading:
    """The words of a message and the concepts found in them.

    `breaks[i]` is the strongest mark between word i-1 and word i.
    """

    text: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    concepts: dict[str, list[Span]] = field(default_factory=dict)

    def add(self, concept: str, span: Span) -> None:
        self.concepts.setdefault(concept, []).append(span)

    def span_of(self, start: int, end: int) -> Span | None:
        """The words that lie within two places of the text."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end) - 1
        return (first, last) if first <= last else None


def words_of(text: str) -> Reading:
    """The words of a folded text."""
    reading = Reading(text)
    before = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = _plain(match.group())
        reading.words.append(_SLIPS.get(word, word))
        reading.starts.append(start)
        reading.ends.append(end)
        reading.breaks.append(_break(text[before:start]) if before else SENTENCE)
        before = end
    return reading


def _plain(word: str) -> str:
    if "'" not in word:
        return word[:_LONGEST_WORD]
    for ending in ("'s", "'ll", "'d", "'"):
        word = word.removesuffix(ending)
    return word.replace("'", "")[:_LONGEST_WORD]


def _break(between: str) -> int:
    if between in (" ", "", "-"):
        return 0
    strongest = 0
    for mark in between:
        if mark in _SENTENCE_MARKS:
            return SENTENCE
        if mark in _DASH_MARKS:
            strongest = DASH
        elif mark in ",/&+":
            strongest = max(strongest, COMMA)
    if " - " in between or "--" in between:
        strongest = DASH
    return strongest


class Node:
    """A place in the trie of phrases."""

    __slots__ = ("children", "names")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.names: list[str] = []


class Lexicon:
    """Phrases by concept. A concept whose name begins with `-` hides its words from all others."""

    def __init__(self, lists: Iterable[Mapping[str, str]], often_misspelt: Iterable[str]) -> None:
        self._root = Node()
        self._stems: set[str] = set()
        for words in lists:
            for concept, phrases in words.items():
                for phrase in _phrases(phrases):
                    self._enter(concept, phrase)
        self._shortest = min(map(len, self._stems), default=1)
        self._known = set(self._root.children)
        self._slips: dict[str, str] = {}
        long = (word for word in self._known if len(word) >= _LONG_WORD and word.isalpha())
        for word in (*often_misspelt, *long):
            for slip in one_left_out(word):
                self._slips.setdefault(slip, word)

    def _enter(self, concept: str, phrase: str) -> None:
        node = self._root
        for written in phrase.split():
            word = written
            if word.endswith("*") and len(word) > 1:
                if len(word) < _SHORT_STEM and word not in ("lb*", "s*"):
                    word = word[:-1]  # "(me|them)*" is spelled out: a stem as short would take any word
                else:
                    self._stems.add(word[:-1])
            node = node.children.setdefault(word, Node())
        if concept not in node.names:
            node.names.append(concept)

    def read(self, reading: Reading) -> None:
        """Find the concepts of all phrases. The longest hiding phrase wins its words."""
        keys: dict[str, tuple[str, ...]] = {}
        words = reading.words
        count = len(words)
        root = self._root.children
        hidden_until = -1
        for start in range(count):
            word = words[start]
            if word not in keys:
                keys[word] = self._keys(word)
            if not keys[word]:
                continue
            found: list[tuple[str, int]] = []
            nodes = [root[key] for key in keys[word] if key in root]
            place = start
            while nodes:
                for node in nodes:
                    for name in node.names:
                        found.append((name, place))  # noqa: PERF401 -- two levels read better so
                place += 1
                if place >= count or reading.breaks[place] == SENTENCE:
                    break
                word = words[place]
                if word not in keys:
                    keys[word] = self._keys(word)
                choices = keys[word] or (word,)
                nodes = [node.children[key] for node in nodes for key in choices if key in node.children]
            hiding = max((end for name, end in found if name[0] == "-"), default=-1)
            for name, end in found:
                if name[0] in "-@" or (end >= hiding and (start > hidden_until or end > hidden_until)):
                    reading.add(name, (start, end))
            hidden_until = max(hidden_until, hiding)

    def _keys(self, word: str) -> tuple[str, ...]:
        keys = [word]
        stems = self._stems
        keys += [word[:size] + "*" for size in range(self._shortest, len(word) + 1) if word[:size] in stems]
        stemmed = any(len(key) > _SHORT_STEM for key in keys[1:])
        if not stemmed and word not in self._known and word not in _REAL and len(word) >= 5:
            meant = self._slip(word)
            if meant:
                keys += [
                    meant,
                    *(meant[:size] + "*" for size in range(self._shortest, len(meant) + 1) if meant[:size] in stems),
                ]
        return tuple(keys)

    def _slip(self, word: str) -> str | None:
        for near in one_left_out(word):
            meant = self._slips.get(near)
            if meant and meant[0] == word[0] and abs(len(meant) - len(word)) <= 1:
                return meant
        return None


def one_left_out(word: str) -> list[str]:
    """A word, and what is left of it without one of its letters but the first."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))]


def _phrases(text: str) -> Iterable[str]:
    for phrase in text.split(","):
        yield from _spelled_out(phrase)


def _spelled_out(phrase: str) -> Iterable[str]:
    """ "(throw|threw) up (blood|)" in all its wordings; groups may hold groups."""
    for chosen in _alternatives(iter(_MARKS.split(phrase))):
        plain = " ".join(_CUT.sub(" ", chosen).split()).replace("**", "*")
        if plain:
            yield plain


def _alternatives(pieces: Iterator[str]) -> list[str]:
    done: list[str] = []
    wordings = [""]
    for piece in pieces:
        if piece == ")":
            break
        if piece == "|":
            done += wordings
            wordings = [""]
        else:
            endings = _alternatives(pieces) if piece == "(" else [piece]
            wordings = [wording + ending for wording in wordings for ending in endings]
    return done + wordings
