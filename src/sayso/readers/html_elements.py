"""What the elements of a page say about the text in them: shown or not, and what kind of block."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sayso.core import BlockKind
from sayso.readers.html_tokens import Token


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Elements without content or end tag.
VOID = _names("area base br col embed frame hr img input link meta param source track wbr")

#: Elements that begin and end a block of text.
BLOCKS = _names(
    "address article aside blockquote body button caption center dd details dialog dir div dl "
    "dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "label legend li main menu nav ol optgroup option p pre search section select summary table "
    "tbody td textarea tfoot th thead title tr ul"
)

#: What may stand in a head; anything else ends it.
HEAD_PARTS = _names("base link meta noscript script style template title")

#: Open elements that a start tag closes, and the elements beyond which they are safe.
CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(["li"]), frozenset(["ul", "ol", "menu", "dir"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "td": (frozenset(["td", "th"]), frozenset(["table"])),
    "th": (frozenset(["td", "th"]), frozenset(["table"])),
    "tr": (frozenset(["tr", "td", "th", "caption"]), frozenset(["table"])),
    "tbody": (_names("tr td th thead tbody caption"), frozenset(["table"])),
    "option": (frozenset(["option"]), frozenset(["select", "optgroup"])),
}

_NOT_SHOWN = _names(
    "script style template noscript svg head title iframe noembed noframes canvas object audio "
    "video rp datalist dialog"
)
_BOILERPLATE = _names("nav aside footer button select textarea option optgroup search")
_BOILERPLATE_ROLES = _names(
    "navigation banner contentinfo complementary search menu menubar toolbar"
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADLINE),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE_CELL),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    "blockquote": BlockKind.BLOCK_QUOTE,
}
_KEPT = (BlockKind.POST, BlockKind.BLOCK_QUOTE)

# Classes by which the providers of embedded posts mark them, as their embedding codes have it.
_POST = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|fb-post|tiktok-embed|mastodon-embed|telegram-post"
    r"|reddit-embed|reddit-card|bluesky-embed|vk-post",
    re.IGNORECASE,
)
_BYLINE = _names(
    "byline author authors article-author article__author author-name post-author entry-author "
    "p-author c-byline article-byline article__byline story-byline by-line"
)
_DISPLAY_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class State:
    """What holds for the text in an element."""

    hidden: bool = False
    boilerplate: bool = False
    in_form: bool = False
    in_main: bool = False
    in_article: bool = False
    byline: bool = False
    pre: bool = False
    layout: bool = False
    kind: BlockKind = BlockKind.PARAGRAPH


def enter(state: State, token: Token) -> State:
    """Return what holds inside the element that `token` opens, given what holds around it."""
    name = token.name
    inside = state
    if name in _KINDS or name in ("article", "main", "header", "form", "pre", "table", "address"):
        inside = _enter_named(state, token)
    elif name in _NOT_SHOWN and not (name == "dialog" and token.get("open") is not None):
        inside = replace(state, hidden=True)
    elif name in _BOILERPLATE:
        inside = replace(state, boilerplate=True)
    if not token.attributes:
        return inside
    return _heed_attributes(inside, token)


def _enter_named(state: State, token: Token) -> State:
    name = token.name
    if name == "main":
        return replace(state, in_main=True)
    if name == "article":
        return replace(state, in_article=True)
    if name == "header":
        # The header of an article holds its headline; that of a page holds the site's menus.
        return state if state.in_article or state.in_main else replace(state, boilerplate=True)
    if name == "form":
        return replace(state, in_form=True)
    if name == "pre":
        return replace(state, pre=True)
    if name == "table":
        return replace(state, layout=token.get("role") in ("presentation", "none"))
    if name == "address":
        return replace(state, byline=True)
    kind = _KINDS[name]
    if kind is BlockKind.TABLE_CELL and state.layout:
        return state
    # A list or a table inside a quotation or a post is still quoted; a caption is not.
    if state.kind in _KEPT and kind is not BlockKind.CAPTION:
        return state
    return replace(state, kind=kind)


def _heed_attributes(state: State, token: Token) -> State:
    found = state
    for key, value in token.attributes:
        if (
            key == "hidden"
            or (key == "aria-hidden" and value.strip().lower() == "true")
            or (key == "style" and _DISPLAY_NONE.search(value))
        ):
            found = replace(found, hidden=True)
        elif key == "role":
            role = value.strip().lower()
            if role == "main":
                found = replace(found, in_main=True)
            elif role == "article":
                found = replace(found, in_article=True)
            elif role in _BOILERPLATE_ROLES:
                found = replace(found, boilerplate=True)
        elif key == "class":
            if _POST.search(value):
                found = replace(found, kind=BlockKind.POST)
            if not _BYLINE.isdisjoint(value.lower().split()):
                found = replace(found, byline=True)
        elif key in ("rel", "itemprop") and "author" in value.lower().split():
            found = replace(found, byline=True)
    return found
