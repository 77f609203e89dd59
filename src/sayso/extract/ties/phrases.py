"""A sentence as noun phrases with heads, owners and names: what the patterns of ties look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sayso.extract.names import is_personal
from sayso.extract.recognise import Mention
from sayso.extract.text import Line
from sayso.extract.ties.acts import EVENT_NOUNS
from sayso.extract.words import BE, DAYS, PERIODS, list_words

#: Behind a noun, these go on with the same phrase: "the leader of the group".
LINKS = frozenset(list_words("of in from for at near within inside among across on"))
_TIMES = DAYS | PERIODS | frozenset(list_words("last next yesterday today tomorrow early late"))
#: Verbs whose past looks like their base.
_UNCHANGED = frozenset(("split", "set", "put", "cut", "quit", "spread", "hit"))
#: Adjectives that stand behind a name and are no part of its phrase: "held the Front responsible".
_AFTER_NAMES = frozenset(("responsible", "guilty", "loyal", "possible", "dead", "alike", "itself"))
_REFLEXIVE = frozenset(list_words("itself himself herself themselves"))
_STANDING = frozenset(list_words("man woman person one group party people men those"))


@dataclass(slots=True)
class Phrase:
    """A noun phrase without what follows it: tokens `first` to `last`, half-open.

    `head` is its last noun, `owner` the number of the phrase that owns it ("Sudra's envoy"), or
    -1. `names` are the mentions in it as (mention, first token, last token).
    """

    first: int
    last: int
    head: int
    owner: int = -1
    names: tuple[tuple[Mention, int, int], ...] = ()

    @property
    def named(self) -> Mention | None:
        """Return the mention that the phrase ends in, or None."""
        if self.names and self.names[-1][2] == self.last:
            return self.names[-1][0]
        return None


class Sentence:
    """One sentence: its tokens, tags as the ties need them, and its phrases in text order."""

    def __init__(
        self,
        line: Line,
        low: int,
        high: int,
        mentions: Mapping[int, tuple[Mention, int]],
        compounds: Mapping[int, Mention],
        verbs: Mapping[str, str],
        links: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """Cut a sentence into phrases.

        `mentions` gives for the first token of a mention the mention and its end in tokens,
        `compounds` the mention inside a token like "Iran-backed", `verbs` the class of each form,
        `links` what right behind a form tells that it is a verb.
        """
        self.line = line
        self.low = low
        self.high = high
        self.compounds = compounds
        self.tags = _retag(line, low, high, mentions, verbs, links or {})
        self.phrases: list[Phrase] = []
        self._cut(mentions)
        self.starting = {phrase.first: n for n, phrase in enumerate(self.phrases)}
        self.ending = {phrase.last: n for n, phrase in enumerate(self.phrases)}

    def tag(self, index: int) -> str:
        """Return the tag of a token, "." outside the sentence."""
        return self.tags[index - self.low] if self.low <= index < self.high else "."

    def word(self, index: int) -> str:
        """Return a token in lower case, "" outside the sentence."""
        return self.line.lower[index] if self.low <= index < self.high else ""

    def at(self, index: int) -> int:
        """Return the number of the phrase that holds a token, or -1."""
        low, high = 0, len(self.phrases)
        while low < high:
            middle = (low + high) // 2
            if self.phrases[middle].last <= index:
                low = middle + 1
            else:
                high = middle
        if low < len(self.phrases) and self.phrases[low].first <= index:
            return low
        return -1

    def _cut(self, mentions: Mapping[int, tuple[Mention, int]]) -> None:
        line = self.line
        first = -1
        head = -1
        owner = -1
        names: list[tuple[Mention, int, int]] = []
        index = self.low

        def close(end: int) -> int:
            nonlocal first, head, owner, names
            number = -1
            if first >= 0 and head >= 0:
                self.phrases.append(Phrase(first, end, head, owner, tuple(names)))
                number = len(self.phrases) - 1
            first, head, owner, names = -1, -1, -1, []
            return number

        while index < self.high:
            tag = self.tags[index - self.low]
            if head >= 0 and tag in "NXD" and line.lower[index] in _TIMES:
                close(index)  # "the board of Borel last week"
            told = mentions.get(index)
            if told is not None and told[1] <= self.high:
                mention, end = told
                if first >= 0 and names and names[-1][2] == index and not names[-1][0].adjective:
                    close(index)  # two names side by side are two phrases
                if first < 0:
                    first = index
                names.append((mention, index, end))
                head = end - 1
                index = end
                continue
            if tag == "H" and line.lower[index] == "whose":
                close(index)
                self.phrases.append(Phrase(index, index + 1, index))
                first, owner = index + 1, len(self.phrases) - 1
                index += 1
                continue
            if names and names[-1][2] == index and line.lower[index] in _AFTER_NAMES:
                close(index)
            if tag in "SOHT":
                close(index)
                if tag != "T" or self.tags[index - self.low - 1 : index - self.low] in ("N", "X"):
                    self.phrases.append(Phrase(index, index + 1, index))
            elif tag == "D":
                if head >= 0:
                    close(index)
                if line.lower[index] in ("his", "her", "its", "their", "our", "my", "your"):
                    self.phrases.append(Phrase(index, index + 1, index))
                    first, owner = index + 1, len(self.phrases) - 1
                elif (
                    line.lower[index] in ("this", "these", "those", "that")
                    and self.tag(index + 1) not in "NXV#"
                ):
                    self.phrases.append(Phrase(index, index + 1, index))
                elif first < 0:
                    first = index
            elif tag in "NX":
                if first < 0:
                    first = index
                head = index
            elif tag == "#":
                if first < 0:
                    first = index
                elif head >= 0 and self.tag(index + 1) not in "NX":
                    pass
            elif tag == "'":
                number = close(index)
                first, owner = index + 1, number
            elif (tag == "R" and first >= 0 and head < 0 and self.tag(index + 1) in "NXVR") or (
                tag in "VG" and first >= 0 and head < 0 and self.tag(index + 1) in "NXq"
            ):
                pass
            elif tag == "q" or (tag in "-*" and line.texts[index] in "-&"):
                if first >= 0 and head >= 0 and self.tag(index + 1) not in "NX":
                    close(index)
            else:
                close(index)
            index += 1
        close(self.high)

    def before(self, index: int) -> int:
        """Return the number of the phrase that a verb group at `index` has as subject, or -1.

        Asides, adverbs and what follows the head with "of" or "in" are stepped over; a relative
        pronoun gives the phrase before it.
        """
        at = index
        for _ in range(12):
            while at > self.low and self.tag(at - 1) == "R":
                at -= 1
            if at <= self.low:
                return -1
            tag = self.tag(at - 1)
            if tag == "q":
                at -= 1
                continue
            if tag == ")":
                back = at - 1
                while back > self.low and self.tag(back) != "(":
                    back -= 1
                at = back
                continue
            if tag in ",-":
                opened = self._open_aside(at - 1)
                if opened < 0:
                    return -1
                named = self.starting_at(opened + 1)
                outer = self.ending.get(opened, -1)
                if (
                    named >= 0
                    and outer >= 0
                    and self.phrases[named].last == at - 1
                    and self.phrases[named].named is not None
                    and self.phrases[outer].named is None
                ):
                    return named  # "its leader, Ana Ruiz, swore"
                at = opened
                continue
            number = self.ending.get(at, -1)
            if number < 0:
                return -1
            phrase = self.phrases[number]
            if self.word(phrase.first) in _REFLEXIVE and number > 0:
                at = phrase.first
                continue
            if self.tag(phrase.first) in "HT":
                return self.antecedent(phrase.first)
            return self.climb(number)
        return -1

    def antecedent(self, relative: int) -> int:
        """Return the number of the phrase that a relative pronoun stands for, or -1."""
        at = relative
        if self.tag(at - 1) in ",;-(":
            at -= 1
        if self.tag(at - 1) == ")":
            back = at - 1
            while back > self.low and self.tag(back) != "(":
                back -= 1
            at = back
        number = self.ending.get(at, -1)
        if number < 0:
            return -1
        if number >= 0 and self.word(relative) == "who":
            # "the former senator from Kestria who": a person, not the place.
            up = self.climb(number)
            if up != number and is_personal(self.word(self.phrases[up].head)):
                number = up
        if number >= 0 and self.tag(self.phrases[number].first) == "D":
            first = self.phrases[number].first
            outer = self.ending.get(first - 1, -1) if self.tag(first - 1) == "," else -1
            if outer >= 0 and self.phrases[outer].named is not None:
                return outer  # "Ana Ruiz, the Kestrian who leads it": the name
        # "names Ruiz as the man who": whoever stands before "as".
        if number >= 0 and self.word(self.phrases[number].head) in _STANDING:
            first = self.phrases[number].first
            if self.word(first - 1) == "as":
                return self.ending.get(first - 1, number)
        return number

    def climb(self, number: int) -> int:
        """Return the phrase that `number` hangs on by "of" or "in", as far as it goes."""
        for _ in range(4):
            phrase = self.phrases[number]
            first = self.phrases[phrase.owner].first if phrase.owner >= 0 else phrase.first
            if self.tag(first - 1) != "P" or self.word(first - 1) not in LINKS:
                return number
            up = self.ending.get(first - 1, -1)
            if up < 0:
                return number
            number = up
        return number

    def descend(self, number: int) -> int:
        """Return the end in tokens of a phrase with all that hangs on it by "of" and the like."""
        end = self.phrases[number].last
        for _ in range(3):
            if self.tag(end) == "(":
                back = end
                while back < min(self.high, end + 6) and self.tag(back) != ")":
                    back += 1
                if self.tag(back) == ")":
                    end = back + 1
            if self.tag(end) != "P" or self.word(end) not in LINKS:
                break
            following = self.starting_at(end + 1)
            if following < 0 or (self.word(end) != "of" and self.word(end + 1) in ("a", "an")):
                break
            if self.word(self.phrases[following].head) in _TIMES:
                break
            end = self.phrases[following].last
        return end

    def starting_at(self, index: int) -> int:
        """Return the phrase whose words, its owner's included, begin at a token, or -1.

        For "Sudra's envoy" it is the envoy.
        """
        at = index
        while self.tag(at) in "Rq" and at < self.high:
            at += 1
        number = self.starting.get(at, -1)
        if number < 0:
            return -1
        for _ in range(3):
            if number + 1 < len(self.phrases) and self.phrases[number + 1].owner == number:
                number += 1
            else:
                break
        return number

    def begin(self, number: int) -> int:
        """Return the first token of a phrase, its owners included."""
        while self.phrases[number].owner >= 0:
            number = self.phrases[number].owner
        return self.phrases[number].first

    def _open_aside(self, close: int) -> int:
        """Return the first mark of the aside that the mark at `close` ends, or -1."""
        mark = self.line.texts[close]
        for at in range(close - 1, max(self.low, close - 40), -1):
            tag = self.tag(at)
            if tag in ";:.?!":
                return -1
            if self.line.texts[at] == mark:
                following = self.tag(at + 1)
                if following in "CIMTUSOB":
                    return -1
                if self.ending.get(at, -1) >= 0 or self.tag(at - 1) == ")":
                    return at
                return -1
        return -1

    def group(self, verb: int) -> int:
        """Return the first token of the verb group that ends in `verb`."""
        first = verb
        while first > self.low and self.tag(first - 1) in "AMR":
            first -= 1
        if first > self.low and self.tag(first - 1) == "I":
            first -= 1
            while first > self.low and self.tag(first - 1) == "R":
                first -= 1
        while (
            first < verb
            and self.tag(first) == "R"
            and self.word(first)
            not in (
                "not",
                "never",
                "no",
                "n't",
                "'t",
                "’t",
            )
        ):
            first += 1
        return first

    def is_passive(self, verb: int, kind: str) -> bool:
        """Return whether a participle stands behind a form of "be"."""
        return kind in "dn" and any(
            self.word(at) in BE or self.word(at) in ("get", "got")
            for at in range(self.group(verb), verb)
        )


def _retag(
    line: Line,
    low: int,
    high: int,
    mentions: Mapping[int, tuple[Mention, int]],
    verbs: Mapping[str, str],
    links: Mapping[str, Collection[str]],
) -> str:
    """Return the tags of a sentence, verbs of the table told from nouns by what is beside them."""
    tags = list(line.tags[low:high])
    inside = 0
    for index in range(low, high):
        if index in mentions:
            inside = mentions[index][1]
        if index < inside:
            tags[index - low] = "X"
            continue
        word = line.lower[index]
        before = tags[index - low - 1] if index > low else "."
        if (
            index == low
            and verbs.get(word) in ("d", "n")
            and line.lower[index + 1 : index + 2] in (("by",), ("in",), ("with",))
        ):
            tags[0] = "V"  # "Backed by Lorne, the Front ..."
            continue
        if word == "no" and line.lower[index + 1 : index + 2] == ("longer",):
            tags[index - low] = "R"
            continue
        if word == "longer" and line.lower[index - 1] == "no":
            tags[index - low] = "R"  # "no longer leads"
            continue
        if word in ("outside", "inside") and before == "D":
            tags[index - low] = "N"  # "an outside group"
            continue
        if word in ("likely", "unlikely") and tags[index - low - 1 : index - low] == ["A"]:
            tags[index - low] = "R"  # "are likely based in": beside the verb
            continue
        if (
            word in EVENT_NOUNS
            and tags[index - low] in "GB"
            and before in "XN'D"
            and (line.tags[index + 1] if index + 1 < high else ".") not in "DXSO"
        ):
            tags[index - low] = "N"  # "the Orlo bombing"
            continue
        kind = verbs.get(word)
        if kind is None or tags[index - low] not in "NBX":
            continue
        before = tags[index - low - 1] if index > low else "."
        after = line.tags[index + 1] if index + 1 < high else "."
        noun = tags[index - low]
        if line.texts[index][0].isupper() and index > low and noun == "X":
            continue
        following = line.lower[index + 1] if index + 1 < high else ""
        if kind in "sb" and before in "XN)" and following in links.get(word, ()):
            tags[index - low] = "B"  # "belongs to", "operates under"
            continue
        tags[index - low] = _tag_verb(noun, kind, before, after, index, low, line, tags, verbs)
    return "".join(tags)


def _tag_verb(
    noun: str,
    kind: str,
    before: str,
    after: str,
    index: int,
    low: int,
    line: Line,
    tags: Sequence[str],
    verbs: Mapping[str, str],
) -> str:
    word = line.lower[index]
    previous = line.lower[index - 1] if index > low else ""
    if kind == "g":
        return "G" if before not in "D'" else "N"
    if kind in "dn":
        return "V" if before not in "D'#P" or previous == "since" else "N"
    if kind == "s" and before == "D" and previous in ("this", "that") and after in "DXSO":
        return "B"  # "This makes X an arm of Y"
    if before in "MI" or (before == "R" and previous in ("n't", "not", "never", "'t", "’t")):
        return "B"
    if before in "D'#P":
        return "N"
    if kind == "b" and before in "AR" and word in _UNCHANGED:
        return "V"  # "was set up by"
    if before in "ST" and previous not in ("one",):
        return "B"
    if before == "H":
        return "B"
    earlier = any(tag in "BV" for tag in tags[: index - low])
    if kind == "s":
        if before in "XN)R" and after in "DX#OSq":
            return "B"
        if (
            before in "XN)"
            and after == "C"
            and line.lower[index + 2 : index + 3][0:1]
            and (line.lower[index + 2] in verbs and verbs[line.lower[index + 2]] == "s")
        ):
            return "B"  # "arms and funds the Front"
        if before in ",C" and earlier and after in "DX#OSC,N":
            return "B"
        return noun
    plural = previous.endswith("s") or previous in ("people", "police", "men", "taliban")
    if before in "XN)" and (plural or before == "X") and after in "DX#OS":
        return "B"
    if before in ",C" and earlier and after in "DXO#":
        return "B"
    if before in "XN" and plural and noun == "B":
        return "B"
    if kind == "b" and after == "P" and (before == "X" or (before in ",)" and word in _UNCHANGED)):
        return "V"  # "Glass Moth split from Iron Finch"
    return noun
