"""Where in a page SVG or MathML stands, in which tags and text follow other rules."""

from __future__ import annotations

_ROOTS = ("svg", "math")

# Elements in which HTML is at home again.
_POINTS = {
    "svg": ("foreignobject", "desc", "title"),
    "math": ("mi", "mo", "mn", "ms", "mtext", "annotation-xml"),
}

# As for elements in general: deeper ones are read, but change nothing.
_DEEPEST = 100

# Start tags of HTML that end SVG and MathML around them.
_BREAKOUT = (
    " b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
    "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var "
)


class Foreign:
    """The SVG and MathML elements that are open as far as the tags tell.

    References
    ----------
    WHATWG HTML Living Standard, section 13.2.6.5 (the rules for parsing tokens in foreign content).
    """

    def __init__(self) -> None:
        self._open: list[str] = []

    @property
    def inside(self) -> bool:
        """Return whether what comes next is SVG or MathML."""
        return bool(self._open) and self._open[-1] in _ROOTS

    def break_out(self, name: str) -> list[str]:
        """Return the SVG and MathML elements that a start tag of HTML ends, the innermost first."""
        ended: list[str] = []
        while self.inside and f" {name} " in _BREAKOUT:
            ended.append(self._open.pop())
        return ended

    def start(self, name: str, *, slash: bool) -> bool:
        """Take note of a start tag; return whether it is a foreign element that `slash` closes."""
        if not self.inside and name not in _ROOTS:
            return False
        opens = name in _ROOTS or name in _POINTS[self._open[-1]]
        if opens and not slash and len(self._open) < _DEEPEST:
            self._open.append(name)
        return slash

    def end(self, name: str) -> None:
        """Take note of an end tag."""
        if name in self._open:
            while self._open.pop() != name:
                pass
