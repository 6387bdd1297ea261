"""Atom feeds of what changed: in the whole catalogue, in each area and in the work of each role, in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as Xml

from process_atlas.addresses import Settings, links_in_full
from process_atlas.pages.chronicle import Chronicle, Item
from process_atlas.pages.reader import Reader
from process_atlas.pages.views.news import News, news

NAMESPACE = "http://www.w3.org/2005/Atom"
_MOST = 50
"""How many entries a feed has at most."""


def feeds(chronicle: Chronicle, settings: Settings) -> Iterator[tuple[str, str]]:
    """`(path, text)` of every feed. None without the site's address: what a feed says has to hold anywhere."""
    if not settings.site_url:
        return
    catalog = chronicle.atlas.catalog
    for lang in catalog.languages:
        root = "" if lang == catalog.languages[0] else f"{lang}/"
        href = links_in_full(root, settings, catalog.elsewhere(lang))
        at = Reader(chronicle.atlas, lang, href, {}, settings, chronicle=chronicle)
        site = at.text(catalog.manifest.title)
        yield f"{root}changes.xml", _feed(at, "changes.xml", site, at.href("change"), chronicle.items)
        for id, area in catalog.areas.items():
            title, of_area = f"{site}: {at.text(area.title)}", chronicle.by_area.get(id, ())
            yield (
                f"{root}areas/{id}.xml",
                _feed(at, f"areas/{id}.xml", title, at.href("change"), of_area),
            )
        for id, role in catalog.roles.items():
            title = f"{site}: {at.text(role.title)}"
            page = at.href("role", id, "what-changed")
            yield f"{root}roles/{id}.xml", _feed(at, f"roles/{id}.xml", title, page, at.items_of(id), id)


def _feed(at: Reader, path: str, title: str, page: str, items: Iterable[Item], role: str = "") -> str:
    """A feed: its own address is what it is known by, that of its page what it leads to."""
    latest = tuple(items)[:_MOST]
    own = at.href("file", path)
    feed = Xml.Element("feed", {"xmlns": NAMESPACE, "xml:lang": at.lang})
    newest = max((item.day for item in at.items), default=date(2000, 1, 1))
    _text(feed, "id", own)
    _text(feed, "title", title)
    _text(feed, "updated", _moment(latest[0].day if latest else newest))
    Xml.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    Xml.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page})
    _text(Xml.SubElement(feed, "author"), "name", at.text(at.catalog.manifest.title))
    for item, each in zip(latest, news(at, latest, role), strict=True):
        _entry(feed, at, item, each)
    Xml.indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(feed, encoding="unicode")}\n'


def _entry(feed: Xml.Element, at: Reader, item: Item, each: News) -> None:
    entry = Xml.SubElement(feed, "entry")
    _text(entry, "id", _tag(at, item))
    named = each.specs[0].title if len(each.specs) == 1 else f"{each.kind}: {each.specs[0].title} …"
    _text(entry, "title", f"{named} {each.version}")
    _text(entry, "updated", _moment(item.day))
    Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": each.compare or each.specs[0].href})
    if item.entry.author:
        _text(Xml.SubElement(entry, "author"), "name", item.entry.author)
    for id in each.areas:
        Xml.SubElement(entry, "category", {"term": id, "label": at.text(at.catalog.areas[id].title)})
    _text(entry, "content", _content(each, at.words("first-version" if each.begins else "no-note"))).set("type", "html")


def _content(each: News, silent: str) -> str:
    """The note and the changes as HTML; `silent` stands for them where there are none."""
    note = f"<p>{escape(each.note)}</p>" if each.note else ""
    lines = "".join(f"<li>{_linked(told.text, told.href)}</li>" for told in each.told)
    specs = "".join(f"<li>{_linked(spec.title, spec.href)}</li>" for spec in each.specs) if len(each.specs) > 1 else ""
    return note + (f"<ul>{lines or specs}</ul>" if lines or specs else "") or escape(silent)


def _linked(text: str, href: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>' if href else escape(text)


def _tag(at: Reader, item: Item) -> str:
    """A name for an entry that never changes (RFC 4151): who says it, when, of which version of which spec."""
    address = urlsplit(at.settings.site_url)
    more = f"+{len(item.ids) - 1}" if len(item.ids) > 1 else ""
    path = f"{address.path.rstrip('/')}/{at.lang}/{item.kind}/{item.ids[0]}{more}/{item.entry.slug}"
    return f"tag:{address.hostname or 'localhost'},{item.day.isoformat()}:{quote(path)}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, name)
    element.text = text
    return element
