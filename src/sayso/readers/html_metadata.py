"""What a page says of itself: meta elements, JSON-LD, the times and authors it marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sayso.readers.html_references import resolve_all
from sayso.readers.html_tokens import Token
from sayso.readers.metadata import Metadata, clean_language, clean_words, read_date
from sayso.readers.parsed import Trouble

# Names of meta elements by what they give, the surest first.
_TITLE = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "title")
_OUTLET = (
    "og:site_name",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
)
_BYLINE = (
    "author",
    "byl",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "article:author",
)
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "citation_date",
    "citation_publication_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
)
_LANGUAGE = ("dc.language", "dcterms.language", "content-language", "og:locale")

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Reportage|Review)$")
_LARGEST_DATA = 1_000_000  # code points of one JSON-LD script; real ones have some thousands
_MOST_AUTHORS = 20


class MetadataCollector:
    """What has been found so far, by where it stood."""

    def __init__(self) -> None:
        self._meta: dict[str, list[str]] = {}
        self._data: list[dict[str, Any]] = []
        self._language: str | None = None
        self._page_title: str | None = None
        self._time: str | None = None
        self._byline: str | None = None
        self._expects_data = False

    def take_tag(self, token: Token, *, shown: bool) -> None:
        """Note what a start tag says; `shown` tells whether it stands in the page's own text."""
        name = token.name
        if name == "meta":
            key = token.get("property") or token.get("name") or token.get("itemprop")
            key = key or token.get("http-equiv") or ""
            content = clean_words(token.get("content"))
            if key and content:
                self._meta.setdefault(key.strip().lower(), []).append(content)
        elif name == "html" and self._language is None:
            self._language = token.get("lang") or token.get("xml:lang")
        elif name == "script":
            kind = token.get("type") or ""
            self._expects_data = kind.split(";")[0].strip().lower() == "application/ld+json"
        elif name == "time" and shown and self._time is None:
            self._time = clean_words(token.get("datetime"))

    def take_raw(self, words: str) -> None:
        """Read the words of a script if its tag said that they are data."""
        if not self._expects_data or len(words) > _LARGEST_DATA:
            return
        self._expects_data = False
        inner = re.sub(
            r"\A\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*\Z", "", words
        )
        try:
            value = json.loads(inner, strict=False)
        except (ValueError, RecursionError):
            return
        self._data.extend(item for item in _walk(value) if _is_article(item))

    def take_page_title(self, words: str) -> None:
        """Note the title of the page."""
        self._page_title = self._page_title or clean_words(resolve_all(words))

    def take_byline(self, words: str) -> None:
        """Note a block of text that the page marks as its author's name."""
        self._byline = self._byline or clean_words(words)

    def finish(self) -> Metadata:
        """Return what the page says, the surest place first."""
        troubles: list[Trouble] = []
        published = None
        for found in self._dates():
            published, trouble = read_date(found)
            if published is not None:
                break
            if trouble is not None:
                troubles.append(trouble)
        language = self._language or self._text("inLanguage") or self._first(_LANGUAGE)
        return Metadata(
            title=self._text("headline") or self._first(_TITLE),
            page_title=self._page_title,
            outlet=self._name("publisher") or self._first(_OUTLET),
            byline=self._name("author") or self._authors() or self._byline,
            published=published,
            language=clean_language(language),
            troubles=() if published is not None else tuple(troubles[:1]),
        )

    def _dates(self) -> Iterator[str]:
        data = self._text("datePublished")
        if data:
            yield data
        for key in _PUBLISHED:
            yield from self._meta.get(key, [])[:1]
        if self._time:
            yield self._time

    def _first(self, keys: tuple[str, ...]) -> str | None:
        return next((self._meta[key][0] for key in keys if key in self._meta), None)

    def _authors(self) -> str | None:
        for key in _BYLINE:
            # Some sites give the address of a profile instead of a name.
            names = [name for name in self._meta.get(key, []) if "://" not in name]
            if names:
                return ", ".join(dict.fromkeys(names[:_MOST_AUTHORS]))
        return None

    def _text(self, key: str) -> str | None:
        for item in self._data:
            value = item.get(key)
            value = value[0] if isinstance(value, list) and value else value
            if isinstance(value, str) and clean_words(value):
                return clean_words(resolve_all(value))
        return None

    def _name(self, key: str) -> str | None:
        for item in self._data:
            value = item.get(key)
            parties = value if isinstance(value, list) else [value]
            names = [
                clean_words(resolve_all(name))
                for party in parties[:_MOST_AUTHORS]
                for name in [party.get("name") if isinstance(party, dict) else party]
                if isinstance(name, str) and "://" not in name
            ]
            known = [name for name in names if name]
            if known:
                return ", ".join(dict.fromkeys(known))
        return None


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (part for part in graph if isinstance(part, dict))


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)
