"""What the styles of a DOCX say about blocks, and where its main part stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.core import BlockKind
from sayso.readers.docx_package import (
    Package,
    find_child,
    get_attribute,
    local_name,
    refuse_malformed,
)

_MAIN = "word/document.xml"
_OFF = frozenset(("0", "false", "off", "none"))
# Names of built-in styles are English in the file, whatever the language of the program
# (ECMA-376 part 1, 17.7.4.9); their ids are not.
_KINDS = (
    ("heading", BlockKind.HEADLINE),
    ("title", BlockKind.HEADLINE),
    ("quote", BlockKind.BLOCK_QUOTE),
    ("intense quote", BlockKind.BLOCK_QUOTE),
    ("list", BlockKind.LIST_ITEM),
    ("caption", BlockKind.CAPTION),
)
_STARTS = ("heading", "list")


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of the styles that make a paragraph something, and of those that hide text."""

    kinds: tuple[tuple[str, BlockKind], ...] = ()
    hidden: frozenset[str] = frozenset()

    def find_kind(self, style: str | None) -> BlockKind | None:
        """Return what a paragraph of this style is, or None where the style does not say."""
        return next((kind for known, kind in self.kinds if known == style), None)


def read_styles(package: Package, main: str) -> Styles:
    """Return the styles of the package."""
    names = [target for kind, target in package.relations(main) if kind == "styles"]
    root = package.parse(names[0] if names else "word/styles.xml")
    if root is None:
        return Styles()
    styles = {
        identity: style
        for style in root
        if local_name(style) == "style" and (identity := get_attribute(style, "styleId"))
    }
    kinds: list[tuple[str, BlockKind]] = []
    hidden: set[str] = set()
    for identity in styles:
        line = _ancestry(identity, styles)
        kind = next((found for style in line if (found := _kind_of(style)) is not None), None)
        if kind is not None:
            kinds.append((identity, kind))
        flags = [flag for style in line if (flag := hides(find_child(style, "rPr"))) is not None]
        if flags and flags[0]:
            hidden.add(identity)
    return Styles(tuple(kinds), frozenset(hidden))


def find_main_part(package: Package) -> str:
    """Return the name of the part that holds the text.

    Raises
    ------
    UnreadableError
        `malformed` where there is none.
    """
    for kind, target in package.relations(""):
        if kind == "officeDocument" and target in package.names:
            return target
    if _MAIN in package.names:
        return _MAIN
    refuse_malformed("it has no main part")


def hides(properties: Any | None) -> bool | None:
    """Return whether run properties hide the text, or None where they do not say."""
    vanish = None if properties is None else find_child(properties, "vanish")
    if vanish is None:
        return None
    return (get_attribute(vanish, "val") or "true").casefold() not in _OFF


def _ancestry(identity: str, styles: dict[str, Any]) -> list[Any]:
    """Return a style and those it is based on, nearest first; a loop ends the line."""
    line: list[Any] = []
    seen: set[str] = set()
    current: str | None = identity
    while current in styles and current not in seen:
        seen.add(current)
        line.append(styles[current])
        based = find_child(styles[current], "basedOn")
        current = None if based is None else get_attribute(based, "val")
    return line


def _kind_of(style: Any) -> BlockKind | None:
    element = find_child(style, "name")
    name = "" if element is None else (get_attribute(element, "val") or "").casefold().strip()
    for known, kind in _KINDS:
        if name == known or (known in _STARTS and name.startswith(f"{known} ")):
            return kind
    return None
