"""The reliability diagram as SVG, without a plotting library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reading.confidence import Bin, measure_gap

_WIDTH, _HEIGHT = 640, 640
#: The square of the curves, and the strip of counts below it.
_LEFT, _TOP, _SIDE = 80, 60, 420
_STRIP_TOP, _STRIP_HEIGHT = 530, 60
#: Shape and line tell the curves apart as well as the colour does.
_SHAPES = ("circle", "square", "diamond")
_STYLE = """
.paper { fill: #ffffff; } .ink { fill: #1c1f23; } .faint { fill: #59616b; }
.grid { stroke: #d5dae0; } .axis { stroke: #59616b; } .ideal { stroke: #59616b; }
.c0 { fill: #0b5cad; stroke: #0b5cad; } .c1 { fill: #ffffff; stroke: #9a4500; }
.c2 { fill: #ffffff; stroke: #3d6b1f; }
.l0 { stroke: #0b5cad; } .l1 { stroke: #9a4500; } .l2 { stroke: #3d6b1f; }
text { font: 14px system-ui, sans-serif; } .title { font-size: 17px; font-weight: 600; }
line, polyline { fill: none; }
@media (prefers-color-scheme: dark) {
.paper { fill: #14171a; } .ink { fill: #eceff2; } .faint { fill: #a9b1ba; }
.grid { stroke: #2f353c; } .axis { stroke: #a9b1ba; } .ideal { stroke: #a9b1ba; }
.c0 { fill: #7ab8ff; stroke: #7ab8ff; } .c1 { fill: #14171a; stroke: #ffb169; }
.c2 { fill: #14171a; stroke: #a5d984; }
.l0 { stroke: #7ab8ff; } .l1 { stroke: #ffb169; } .l2 { stroke: #a5d984; }
}"""


@dataclass(frozen=True, slots=True)
class Curve:
    """A reading's name and its bins."""

    name: str
    bins: tuple[Bin, ...]


def draw_reliability(curves: Sequence[Curve], title: str) -> str:
    """Return an SVG document: the share of right rows over their confidence, a curve a reading.

    Bars are 95 % intervals, the strip below says how many rows each bin of the first curve holds.
    Light and dark follow the viewer's setting; title and description say in words what is drawn.

    Raises
    ------
    ValueError
        When there are no curves, or more than can be told apart.
    """
    if not 0 < len(curves) <= len(_SHAPES):
        raise ValueError(f"{len(curves)} curves; 1 to {len(_SHAPES)} can be told apart")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(_describe(curves))}</desc>',
        f"<style>{_STYLE}\n</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}"/>',
        _text(_LEFT, 32, title, "ink title"),
        *_draw_axes(),
    ]
    for number, curve in enumerate(curves):
        parts += _draw_curve(number, curve)
        parts += _draw_key(number, curve)
    parts += _draw_counts(curves[0])
    return "\n".join([*parts, "</svg>", ""])


def _describe(curves: Sequence[Curve]) -> str:
    sentences = [
        "The share of rows that are right, upwards, over the confidence that the reading gave "
        "them, to the right. On the diagonal the two are the same."
    ]
    for curve in curves:
        bins = "; ".join(
            f"of {one.count} rows from {one.low:.1f} to {one.high:.1f}, {one.share:.2f} are right"
            for one in curve.bins
        )
        sentences.append(
            f"{curve.name}: {bins or 'no rows'}. Mean gap (ECE) {measure_gap(curve.bins):.3f}."
        )
    return " ".join(sentences)


def _draw_axes() -> list[str]:
    found = []
    for tick in range(0, 11, 2):
        x, y = _place(tick / 10, tick / 10)
        found += [
            _line(x, _TOP, x, _TOP + _SIDE, "grid"),
            _line(_LEFT, y, _LEFT + _SIDE, y, "grid"),
            _text(x, _TOP + _SIDE + 20, f"{tick / 10:.1f}", "faint", "middle"),
            _text(_LEFT - 10, y + 5, f"{tick / 10:.1f}", "faint", "end"),
        ]
    middle = _TOP + _SIDE / 2
    return [
        *found,
        _line(_LEFT, _TOP, _LEFT, _TOP + _SIDE, "axis"),
        _line(_LEFT, _TOP + _SIDE, _LEFT + _SIDE, _TOP + _SIDE, "axis"),
        _line(*_place(0, 0), *_place(1, 1), "ideal", ' stroke-dasharray="6 5"'),
        _text(_LEFT + _SIDE / 2, _TOP + _SIDE + 40, "confidence", "ink", "middle"),
        f'<text class="ink" text-anchor="middle" transform="translate(28 {_round(middle)}) '
        'rotate(-90)">share right</text>',
    ]


def _draw_curve(number: int, curve: Curve) -> list[str]:
    points = [_place(one.mean, one.share) for one in curve.bins]
    path = " ".join(f"{_round(x)},{_round(y)}" for x, y in points)
    dashes = "" if number == 0 else f' stroke-dasharray="{2 * number} {2 + number}"'
    found = [f'<polyline class="l{number}" stroke-width="1.5"{dashes} points="{path}"/>']
    for one in curve.bins:
        low, high = (_place(one.mean, share) for share in one.interval)
        found.append(_line(*low, *high, f"l{number}", ' stroke-width="1.5"'))
    return found + [_mark(number, x, y) for x, y in points]


def _draw_key(number: int, curve: Curve) -> list[str]:
    y = _TOP + 20 + 44 * number
    x = _LEFT + _SIDE + 24
    return [
        _mark(number, x, y - 5),
        _text(x + 14, y, curve.name, "ink"),
        _text(x + 14, y + 18, f"ECE {measure_gap(curve.bins):.3f}", "faint"),
    ]


def _draw_counts(curve: Curve) -> list[str]:
    most = max((one.count for one in curve.bins), default=1)
    bottom = _STRIP_TOP + _STRIP_HEIGHT
    found = [_line(_LEFT, bottom, _LEFT + _SIDE, bottom, "axis")]
    for one in curve.bins:
        height = one.count / most * (_STRIP_HEIGHT - 14)
        x, width = _place(one.low, 0)[0] + 3, _SIDE * (one.high - one.low) - 6
        found.append(
            f'<rect class="c0" x="{_round(x)}" y="{_round(bottom - height)}" '
            f'width="{_round(width)}" height="{_round(height)}"/>'
        )
        found.append(_text(x + width / 2, bottom - height - 4, str(one.count), "faint", "middle"))
    label = f"rows of {curve.name} by confidence"
    found.append(_text(_LEFT + _SIDE / 2, bottom + 22, label, "ink", "middle"))
    return found


def _mark(number: int, x: float, y: float) -> str:
    name = f'class="c{number}" stroke-width="2"'
    if _SHAPES[number] == "circle":
        return f'<circle {name} cx="{_round(x)}" cy="{_round(y)}" r="5"/>'
    turn = f' transform="rotate(45 {_round(x)} {_round(y)})"'
    turn = turn if _SHAPES[number] == "diamond" else ""
    return f'<rect {name} x="{_round(x - 4.5)}" y="{_round(y - 4.5)}" width="9" height="9"{turn}/>'


def _place(confidence: float, share: float) -> tuple[float, float]:
    return _LEFT + _SIDE * confidence, _TOP + _SIDE * (1 - share)


def _line(x: float, y: float, to_x: float, to_y: float, name: str, more: str = "") -> str:
    return (
        f'<line class="{name}" x1="{_round(x)}" y1="{_round(y)}" x2="{_round(to_x)}" '
        f'y2="{_round(to_y)}"{more}/>'
    )


def _text(x: float, y: float, words: str, name: str, anchor: str = "start") -> str:
    return (
        f'<text class="{name}" x="{_round(x)}" y="{_round(y)}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def _round(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
