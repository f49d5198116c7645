"""Files under a message: small pictures, links, and why one can't be opened. All of them come through `/files/`."""

from __future__ import annotations

from markupsafe import Markup

from console.kit.text import joined, shown
from db.queries.threads import FileLine

PICTURES = {"image/jpeg", "image/png"}


def files_list(files: tuple[FileLine, ...], address: str = "/files") -> Markup:
    """The list, or nothing. `address` is the route that opens them."""
    if not files:
        return Markup("")
    return Markup('<ul class="ps-files" aria-label="Attachments">{}</ul>').format(
        joined(_file(file, address) for file in files)
    )


def _file(file: FileLine, address: str) -> Markup:
    kind = file.media_type.partition("/")[2].upper()
    if file.refusal:
        return Markup('<li>{} <span class="ps-quiet">{} · can\'t be opened: {}</span></li>').format(
            shown(file.name), kind, file.refusal
        )
    later = Markup(" · being checked") if not file.checked else Markup("")
    picture = Markup("")
    if file.preview or (file.checked and file.media_type in PICTURES):
        picture = Markup('<img src="{}/{}?as=preview" alt="" loading="lazy">').format(address, file.id)
    return Markup(
        '<li><a href="{}/{}" target="_blank" rel="noopener">{}{}</a> <span class="ps-quiet">{}{}</span></li>'
    ).format(address, file.id, picture, shown(file.name), kind, later)
