"""Exaggerations: "this bill gave me a heart attack lol", "my teenager is going to kill me if I don't get the form in".

A jest needs a trifle to complain of (a price, a queue, a form) and a turn of phrase; whatever shows a body or fear
makes it earnest.
"""

from __future__ import annotations

from rules.urgency_marks import Mark, Marker


def mark_jests(marker: Marker) -> None:
    """Mark the exaggerations of a message."""
    joking = {place for place, _ in marker.spans("@jest")}
    for first, last in marker.spans("@laughing"):
        ahead = range(first, min(last + 7, marker.sentence(last)[1] + 1))
        if not any(marker.reading.words[place] in ("passed", "fainted", "blacked", "now", "still") for place in ahead):
            for place in ahead:
                marker.mark(place, Mark.JEST)
    kinds = (("@shock", "@giving"), ("@swoon", "@almost"), ("@slay", "@if_not"), ("@farewell", ""))
    if not any(marker.spans(kind) for kind, _ in kinds):
        return
    words, text, starts = marker.reading.words, marker.reading.text, marker.reading.starts
    for kind, link in kinds:
        for first, last in marker.spans(kind):
            start, end = marker.sentence(first)
            low, high = max(start, first - 14), min(end, last + 14)
            if marker.anywhere("@bodily", low, high, beyond=(first, last)):
                continue
            laughing = any(low <= place <= high + 2 for place in joking)
            opening = marker.sentence(start - 1)[0] if start and first - start <= 4 else start
            money = "$" in text[starts[opening] : starts[high]] or marker.anywhere("@money", opening, high)
            trifle = money or marker.anywhere("@trifle", low, high)
            if kind == "@shock":
                linked = marker.anywhere(link, max(start, first - 5), min(end, last + 3))
                jest = linked and (laughing or trifle)
            elif kind == "@swoon":
                linked = marker.anywhere(link, max(start, first - 3), first)
                jest = (linked or laughing) and money
            elif kind == "@slay":
                jest = trifle and (laughing or words[last - 1] == "killing" or marker.anywhere(link, low, high))
            else:
                before = words[first - 1] if first > start else ""
                after = words[last + 1] if last < end else ""
                flat = before in ("is", "are", "was", "es", "career", "social", "financial", "political", "commercial")
                jest = (flat or after in ("by", "for")) and (laughing or trifle)
                jest = jest or (
                    laughing and trifle and "makes me want" in " ".join(words[max(start, first - 6) : first])
                )
            if jest:
                for place in range(first, last + 1):
                    marker.mark(place, Mark.JEST)
                if kind == "@slay":
                    for place in range(max(start, first - 4), first):
                        marker.mark(place, Mark.JEST)
