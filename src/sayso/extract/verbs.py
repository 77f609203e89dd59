"""Verb cues: who is their source, and what they put forward."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.extract import clauses as c
from sayso.extract.contents import join_quotes, next_block, quotation_content, tail_content
from sayso.extract.cues import PARTICLES, SAY, VERB_FORMS
from sayso.extract.frames import TELLING, WIDE, Frame, find_frame, find_gap, skip_venue
from sayso.extract.phrases import phrase_after, phrase_before
from sayso.extract.places import (
    Place,
    Proposal,
    Ranges,
    after_quotation,
    borrowed_source,
    cut,
    inverted_source,
)
from sayso.extract.stranded import find_stranded
from sayso.extract.text import Line
from sayso.extract.words import BE, HAVE, list_words

_SAY = frozenset(SAY)
#: "The attack was owned by X": X claims it; a firm that is owned does not.
_ACTS = frozenset(
    list_words(
        "attack attacks blast bombing assault strike killing explosion raid hack breach ambush"
    )
)
#: Verbs that a clause without "that" often follows.
_CLAUSAL = frozenset(
    list_words(
        "say think believe claim know feel hope insist argue suspect fear admit add suggest "
        "realize realise imagine guess suppose swear assume agree predict wish worry"
    )
)
_SUBORDINATING = frozenset(("while", "when", "although", "though", "if", "after", "since"))


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb cue in its place.

    `group` is the first token of its group, `after` the token behind it and its particles. `shape`
    is `fin` for a finite verb, `inf`, `ing` or `pass`. `source` is a token range, or None.
    """

    place: Place
    index: int
    base: str
    shape: str
    group: int
    after: int
    source: tuple[int, int] | None = None


def propose_verb(place: Place, index: int, base: str, form: str) -> Proposal | None:
    """Return what the verb at a token proposes, or None; `form` is its class in `verb_forms`."""
    verb = _find_verb(place, index, base, form)
    if verb is None:
        return None
    inverted = _propose_inverted(verb)
    if inverted is not None:
        return inverted
    if verb.shape in ("inf", "ing"):
        source = borrowed_source(place.line, verb.group, place.low, place.high, verb.shape)
        verb = replace(verb, source=source)
    elif verb.shape == "fin":
        verb = replace(verb, source=_find_subject(verb))
        if verb.source is None:
            return None
        tail = _propose_tail_first(verb)
        if tail is not None:
            return tail
    return _propose_forward(verb)


def _find_verb(place: Place, index: int, base: str, form: str) -> _Verb | None:
    line, low, high = place.line, place.low, place.high
    group = c.find_group(line, index, low)
    between = line.lower[group:index]
    passive = form in "dn" and any(word in BE for word in between)
    beside = line.tags[group - 1] if group > low else ""
    if form in "dn" and not set(line.tags[group:index]) - {"R"} and beside in ("C", "R"):
        # "was owned by A and condemned by B": the second passive borrows its auxiliary.
        passive = line.lower[index + 1 : index + 2] == ("by",)
    alone = form == "n" and not passive and not any(word in HAVE for word in between)
    if alone and beside not in ("N", ",", "X"):
        return None  # "known as", "a man named": without its auxiliary it stands beside a noun
    after = index + 1
    if base == "put":
        # "as she put it"
        if line.lower[after : after + 1] != ("it",):
            return None
        after += 1
    while (
        after < high
        and line.lower[after] in PARTICLES
        and (line.lower[after] != "on" or base in ("go", "move"))
    ):
        after += 1
    bare_gerund = form == "g" and not any(word in BE for word in between)
    shape = "inf" if "to" in between else "pass" if passive else "ing" if bare_gerund else "fin"
    return _Verb(place, index, base, shape, group, after)


def _propose_inverted(verb: _Verb) -> Proposal | None:
    """Return the proposal of `"...," said X.`, or None."""
    line, low, high = verb.place.line, verb.place.low, verb.place.high
    if verb.shape != "fin" or not (verb.base in _SAY or verb.base == "ask"):
        return None
    quoted = after_quotation(line, verb.group, low)
    if verb.base == "tell" and not quoted:
        return None
    source = inverted_source(line, verb.group, verb.after, low, high)
    if source is None:
        return None
    if not quoted and source[1] < high - 1 and phrase_before(line, verb.group, low) is not None:
        # "X, who leads Y, said Z resigned": the comma closes an aside, and X is the source.
        return None
    if not quoted:
        # "Ana Ruiz, a spokeswoman, denied the raid": before the comma stands no clause.
        subject = phrase_before(line, verb.group, low)
        if subject is not None and not set(line.tags[low : subject[0]]) & set("BVAM"):
            return None
    content = tail_content(verb.place, verb.group, source[1])
    if not content:
        return None
    cue = cut(line, verb.group, verb.after)
    return Proposal(verb.base, "inv", verb.index, cut(line, *source), cue, content)


def _find_subject(verb: _Verb) -> tuple[int, int] | None:
    line, low, high = verb.place.line, verb.place.low, verb.place.high
    source = phrase_before(line, verb.group, low)
    that = source is not None and line.tags[source[0] : source[1]] == "T"
    if source is not None and that and (source[0] == low or line.tags[source[0] - 1] not in "NX"):
        source = None  # "that" is a source only as a relative pronoun: "a law that bans"
    if source is None and verb.group > low and line.tags[verb.group - 1] in "C,":
        source = borrowed_source(line, verb.group, low, high, verb.shape)
    return source


def _propose_tail_first(verb: _Verb) -> Proposal | None:
    """Return the proposal of a finite verb right behind a quotation, whatever follows it."""
    line = verb.place.line
    if verb.source is None or not after_quotation(line, verb.source[0], verb.place.low):
        return None
    follows = line.tags[verb.after : verb.after + 1]
    if follows == "T" or (follows == "S" and verb.base in WIDE):
        return None
    stop = skip_venue(line, verb.after, verb.place.high) if verb.base in WIDE else verb.after
    return _propose_tail(verb, max(verb.after, stop), verb.after)


def _propose_tail(verb: _Verb, cue_end: int, after: int) -> Proposal | None:
    """Return the proposal of a cue behind its content, `..., X said.`, or None."""
    line = verb.place.line
    if verb.shape != "fin" or verb.source is None:
        return None
    if verb.base not in WIDE and not after_quotation(line, verb.source[0], verb.place.low):
        return None
    if line.tags[verb.source[0]] in "HT":
        return None  # "who said." is no parenthesis
    content = tail_content(verb.place, verb.source[0], after)
    if not content:
        return None
    cue = cut(line, verb.group, cue_end)
    return Proposal(verb.base, "tail", verb.index, cut(line, *verb.source), cue, content)


def _propose_forward(verb: _Verb) -> Proposal | None:
    """Return the proposal of a cue before its content, or None."""
    line, high = verb.place.line, verb.place.high
    gap = find_gap(line, verb.base, verb.after, high, passive=verb.shape == "pass")
    frame = find_frame(line, verb.base, gap, high)
    if frame is None:
        return None
    if frame.name == "end" or frame.quoted:
        tail = _propose_tail(verb, gap.cue_end, gap.begin)
        if tail is not None or frame.name == "end":
            return tail
    content = _find_content(verb, frame)
    if not content and frame.name.startswith("pp.") and verb.shape == "fin" and verb.source:
        content = find_stranded(line, verb.source, verb.place.low)
        frame = replace(frame, name=f"{frame.name}.rel")
    if not content:
        return None
    name = f"a.{frame.name}" if gap.addressed else frame.name
    cue = cut(line, verb.group, frame.cue_end)
    if verb.shape == "pass":
        return _propose_passive(verb, name, cue, content)
    key = name if verb.shape == "fin" else f"{name}/{verb.shape}"
    if verb.source is None:
        return Proposal(verb.base, key + "0" * (verb.shape == "ing"), verb.index, (), cue, content)
    return Proposal(verb.base, key, verb.index, cut(line, *verb.source), cue, content)


def _find_content(verb: _Verb, frame: Frame) -> Ranges:
    line, high = verb.place.line, verb.place.high
    if frame.name == "q":
        return quotation_content(verb.place, frame.begin)
    if frame.name == "colon" and frame.begin >= high:
        return next_block(verb.place)
    wide = frame.name in ("that", "cl", "wh", "colon") or (verb.base in _SAY and frame.name == "np")
    wide = wide and not _is_subordinate(line, verb.source, verb.place.low)
    if frame.name in ("np", "cl"):
        main = _main_verb(verb, frame.begin)
        if main is not None:
            if verb.base == "answer":
                return ()  # "a man who answered the door said": he opened it
            high, wide = main, False
    return join_quotes(verb.place, frame.begin, c.clause_end(line, frame.begin, high, wide=wide))


def _main_verb(verb: _Verb, begin: int) -> int | None:
    """Return the main verb behind a relative clause, "a man who denied the raid SAID", or None.

    The subject's relative clause has no comma, and ends where a finite verb follows its object; of
    verbs that take a bare clause ("who said the army left TOLD") the second one.
    """
    line, low, high = verb.place.line, verb.place.low, verb.place.high
    if verb.source is None or line.tags[verb.source[0]] != "H" or verb.source[0] <= low:
        return None
    if line.lower[verb.source[0]] != "who" or line.tags[verb.source[0] - 1] not in "NX":
        return None
    head = phrase_before(line, verb.source[0], low)
    if head is None or (head[0] > low and line.tags[head[0] - 1] not in ",CT:;U"):
        return None
    skipped = verb.base not in _CLAUSAL
    for index in range(begin, high):
        tag = line.tags[index]
        if tag in ",;:-qCSHTUI(":
            return None
        if tag in "BVAM" and index > begin and line.tags[index - 1] in "NX#'R":
            if tag in "BV" and VERB_FORMS.get(line.lower[index], ("", ""))[1] in ("n", "b", "g"):
                continue
            if skipped:
                return index
            skipped = True
    return None


def _propose_passive(verb: _Verb, name: str, cue: Ranges, content: Ranges) -> Proposal:
    """Return the proposal of a passive: its subject is content, "by X" is the source."""
    line, low, high = verb.place.line, verb.place.low, verb.place.high
    by = _by_phrase(line, verb.index + 1, high)
    subject = phrase_before(line, verb.group, low)
    if subject is None and verb.group > low and line.tags[verb.group - 1] in "CR,":
        subject = borrowed_source(line, verb.group, low, high, verb.shape)
    base = verb.base
    if by is not None:
        if base in TELLING and by[1] < high and line.tags[by[1]] == "T":
            # "Villagers were told by soldiers that ...": whom they told is no content.
            end = c.clause_end(line, by[1], high, wide=True)
            told = join_quotes(verb.place, by[1], end)
            return Proposal(base, "a.that", verb.index, cut(line, *by), cue, told)
        if subject is not None:
            content = cut(line, *subject)
            if base == "own" and line.lower[subject[1] - 1] in _ACTS:
                base = "claim"
        return Proposal(base, f"{name}.by/pass", verb.index, cut(line, *by), cue, content)
    if subject is None:
        return Proposal(base, f"{name}/pass", verb.index, (), cue, content)
    if line.lower[subject[0]] == "it":
        return Proposal(base, f"{name}/it", verb.index, (), cue, content)
    if line.lower[subject[0]] != "there":
        content = cut(line, *subject) + content
    return Proposal(base, f"{name}/pass", verb.index, (), cue, content)


def _is_subordinate(line: Line, source: tuple[int, int] | None, low: int) -> bool:
    """Return whether the clause of a source opens the sentence with "while", "when", "if" ..."""
    return (
        source is not None
        and source[0] - low in (1, 2)
        and line.lower[source[0] - 1] in _SUBORDINATING
    )


def _by_phrase(line: Line, start: int, high: int) -> tuple[int, int] | None:
    """Return the phrase behind "by" next to a passive, or None."""
    for index in range(start, min(high, start + 4)):
        if line.lower[index] == "by" and index + 1 < high:
            end = phrase_after(line, index + 1, high)
            return (index + 1, end) if end > index + 1 else None
        if line.tags[index] not in "RN":
            return None
    return None
