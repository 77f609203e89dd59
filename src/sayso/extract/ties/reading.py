"""A document's ties as rows: sentence by sentence, each by whoever puts it forward."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.core import (
    Attribution,
    Document,
    Face,
    FaceKind,
    Polarity,
    Stance,
    find_predicate,
)
from sayso.extract.dates import DateMention
from sayso.extract.recognise import Mention
from sayso.extract.text import Line
from sayso.extract.ties.acts import EVENT_VERBS
from sayso.extract.ties.aliases import find_aliases
from sayso.extract.ties.claims import Claim, find_claims, find_denials
from sayso.extract.ties.forms import Lexicon
from sayso.extract.ties.happenings import Happening, Happenings
from sayso.extract.ties.holdings import Holdings
from sayso.extract.ties.minds import Mind, find_minds
from sayso.extract.ties.nominals import find_nominals
from sayso.extract.ties.phrases import Sentence
from sayso.extract.ties.raw import Raw
from sayso.extract.ties.rows import RowMaker
from sayso.extract.ties.scope import Mood, Scope, find_scope
from sayso.extract.ties.targets import is_target
from sayso.extract.ties.tellers import DENIED, NOBODY, UNPROVEN, Tellers
from sayso.extract.ties.tie import Tie, TieReading, fit_predicate
from sayso.extract.ties.verbs import find_verbs
from sayso.extract.ties.when import find_valid
from sayso.extract.ties.who import Argument, Cast, Party

METHOD = "ties/1"


class TieReader:
    """Reads the ties of one document; see `sayso.extract.ties.read_ties`."""

    def __init__(
        self,
        document: Document,
        lines: Sequence[Line],
        mentions: Sequence[Mention],
        attributions: Sequence[Attribution],
        faces: Sequence[Face],
        lexicon: Lexicon,
        dates: Sequence[DateMention],
        method: str = METHOD,
    ) -> None:
        self.document = document
        self.lines = lines
        self.mentions = sorted(mentions, key=lambda mention: mention.start)
        self.attributions = attributions
        self.faces = faces
        self.lexicon = lexicon
        self.method = method
        self.classes = (
            {"makes": "s", "make": "b", "made": "d"}
            | {form: kind for form, (_, kind, _) in EVENT_VERBS.items()}
            | lexicon.classes
        )
        self.found_dates = [date for date in dates if date.edtf is not None]
        self.sentences: list[tuple[int, Sentence]] = []
        self.cast = Cast(document, self.mentions, faces)
        self.events = Happenings(document)
        self.holdings = Holdings(attributions)
        self.tellers = Tellers(self.cast, attributions)
        self.ties: list[Tie] = []

    def read(self) -> TieReading:
        """Return the ties as records."""
        order = 0
        at = 0
        for line in self.lines:
            first, last = line.block.start, line.block.end
            while at < len(self.mentions) and self.mentions[at].start < first:
                at += 1
            stop = at
            while stop < len(self.mentions) and self.mentions[stop].start < last:
                stop += 1
            placed, compounds = _place(line, self.mentions[at:stop])
            at = stop
            for low, high in line.units:
                sentence = Sentence(
                    line, low, high, placed, compounds, self.classes, self.lexicon.links
                )
                self.sentences.append((line.starts[low], sentence))
                self.cast.note(sentence, order)
                self._read_sentence(sentence, order)
                order += 1
        return self._make()

    def _read_sentence(self, sentence: Sentence, order: int) -> None:
        # Events first, so that a claim in the same sentence can point to them.
        for number in range(len(sentence.phrases)):
            event = self.events.find(sentence, number, order)
            if event is not None and event.time is None and event.spans:
                start, end = event.spans[-1]
                event.time = find_valid(sentence, start, end, "carried_out", self.found_dates)
        raws = [*find_verbs(sentence, self.lexicon), *find_nominals(sentence, self.lexicon)]
        for claim in find_claims(sentence):
            self._take_claim(sentence, claim, order)
        for raw in raws:
            self._take_raw(sentence, raw, order)
        for index, denier in find_denials(sentence):
            self._take_denial(sentence, index, denier, order)
        for mind in find_minds(sentence):
            self._take_mind(sentence, mind, order)
        for number, start, end, trigger in find_aliases(sentence):
            who = self.cast.argue(sentence, number, order, "A", self._speaker(sentence, number))
            if who is not None:
                own = sentence.word(trigger + 1) in ("itself", "himself", "herself", "themselves")
                self.ties.append(
                    Tie(
                        "named",
                        who,
                        self.document.text[start:end],
                        Polarity.AFFIRMS,
                        sentence.line.starts[trigger],
                        end,
                        "alias",
                        "named",
                        order,
                        asserter=who if own else None,
                        literal=(start, end),
                        own=sentence.word(trigger) == "(",
                    )
                )

    def _speaker(self, sentence: Sentence, number: int) -> Party | None:
        if number < 0:
            return None
        place = sentence.line.starts[sentence.phrases[number].first]
        chain = self.holdings.chain(place)
        return self.cast.find_face(chain[0].asserter) if chain else None

    def _argue(self, sentence: Sentence, number: int, order: int, letter: str) -> Argument | None:
        return self.cast.argue(sentence, number, order, letter, self._speaker(sentence, number))

    def _take_raw(self, sentence: Sentence, raw: Raw, order: int) -> None:
        predicate = find_predicate(raw.predicate)
        letters = predicate.arguments
        agent_letter, patient_letter = letters[0], letters[-1]
        if raw.predicate in ("part_of", "merged_into"):
            agent_letter = "A"  # a person's is told below: it is membership
        if raw.swap:
            agent_letter, patient_letter = patient_letter, agent_letter
        agent = self._end(sentence, raw.agent, raw.agent_range, agent_letter, order)
        if agent is None:
            return
        patient: Argument | Happening | None = None
        if len(letters) == 2:
            if raw.patient == -2:
                self._take_pair(sentence, raw, order)
                return
            patient = self._end(sentence, raw.patient, raw.patient_range, patient_letter, order)
            if patient is None and predicate.name == "part_of" and not raw.swap:
                return
            if patient is None:
                return
        predicate_name = raw.predicate
        one, two = (patient, agent) if raw.swap else (agent, patient)
        name = fit_predicate(predicate_name, one, two)
        word = sentence.word(raw.first)
        if (
            word.startswith("lead")
            and raw.patient >= 0
            and (
                sentence.word(sentence.phrases[raw.patient].last)
                in ("into", "to", "toward", "past", "out")
            )
        ):
            return  # "leading the country into war"
        if raw.predicate == "carried_out" and raw.patient >= 0:
            end = sentence.phrases[raw.patient].last
            if sentence.word(end) in ("against", "on") and not is_target(
                sentence, sentence.starting_at(end + 1), "attack"
            ):
                return  # "launched an attack on Ruiz": with words
        if (
            word.startswith(("inclu", "contain", "compris"))
            and isinstance(one, Argument)
            and (one.party.kind is FaceKind.PERSON or one.party.person_like or one.how == "role")
        ):
            return
        if (
            "act" in raw.form
            and isinstance(two, Argument)
            and two.how == "role"
            and (two.party.kind is FaceKind.ROLE and not raw.swap)
        ):
            return
        if (
            name in ("part_of", "wing_of", "affiliate_of")
            and isinstance(one, Argument)
            and (one.party.kind in (FaceKind.PERSON, FaceKind.ROLE))
        ):
            return
        if isinstance(one, Argument) and isinstance(two, Argument) and one.party is two.party:
            return
        if not self._is_plausible(raw, one, two):
            return
        scope = find_scope(sentence, raw)
        asserter = None
        if raw.form.endswith(("naming", "as object")):
            asserter = self.tellers.find_namer(sentence, raw.group, order)
        self._add(
            sentence,
            fit_predicate(raw.predicate, one, two),
            one,
            two,
            scope,
            raw.first,
            raw.last,
            raw.form,
            order,
            kind=raw.kind,
            asserter=asserter,
        )

    def _take_pair(self, sentence: Sentence, raw: Raw, order: int) -> None:
        start = sentence.line.starts[sentence.phrases[raw.agent].first]
        pair = self.cast.find_pair(order, start)
        if pair is None:
            return
        end = sentence.line.ends[sentence.phrases[raw.agent].last - 1]
        one, two = (Argument(party, start, end, "pronoun") for party in pair)
        scope = find_scope(sentence, raw)
        self._add(sentence, raw.predicate, one, two, scope, raw.first, raw.last, raw.form, order)

    def _is_plausible(self, raw: Raw, one: object, two: object) -> bool:
        if not isinstance(one, Argument):
            return True
        kinds = (one.party.kind, two.party.kind if isinstance(two, Argument) else None)
        if raw.predicate in ("active", "incapacitated"):
            return kinds[0] not in (FaceKind.PERSON, FaceKind.STATE, FaceKind.ROLE, FaceKind.OUTLET)
        if raw.predicate == "merged_into" and raw.first >= 0 and kinds[0] is FaceKind.PERSON:
            return False
        if raw.predicate == "leads" and kinds[0] in (FaceKind.OUTLET,):
            return False
        if raw.predicate == "brand_taken_over_by" and kinds[0] is FaceKind.UNKNOWN and raw.swap:
            # "took over Velm": a single name of which nothing is known may be a town.
            return " " in one.party.label
        if raw.predicate == "successor_of" and isinstance(two, Argument):
            return not (one.party.person_like and two.party.person_like)
        # Two parties without a name are hardly ever a tie that somebody looks for.
        return not (isinstance(two, Argument) and one.how == two.how == "role")

    def _end(
        self,
        sentence: Sentence,
        number: int,
        spot: tuple[int, int] | None,
        letter: str,
        order: int,
    ) -> Argument | Happening | None:
        if letter == "E":
            return self.events.find(sentence, number, order)
        if spot is not None:
            mention = self._mention_at(spot)
            return self.cast.place(mention, letter) if mention is not None else None
        return self._argue(sentence, number, order, letter)

    def _mention_at(self, spot: tuple[int, int]) -> Mention | None:
        at = bisect_right(self.mentions, spot[0], key=lambda mention: mention.start) - 1
        if at >= 0 and (self.mentions[at].start, self.mentions[at].end) == spot:
            return self.mentions[at]
        return None

    def _take_claim(self, sentence: Sentence, claim: Claim, order: int) -> None:
        act: Happening | None
        if claim.verb is not None:
            first, last, kind = claim.verb
            doer = self._argue(sentence, claim.doer, order, "A")
            if doer is None:
                return
            act = self.events.tell(sentence, first, last, kind, order)
        elif claim.act >= 0:
            act = self.events.find(sentence, claim.act, order)
        else:
            act = self.events.latest(sentence.line.starts[claim.first], order)
        if act is None:
            return
        doer = None
        if claim.doer >= 0:
            doer = self._argue(sentence, claim.doer, order, "A")
            if doer is None:
                return
        speaker = None
        if claim.speaker >= 0:
            speaker = self._argue(sentence, claim.speaker, order, "A")
            if speaker is None:
                return
        raw = Raw(
            claim.predicate,
            claim.form,
            claim.doer,
            claim.act,
            claim.first,
            claim.last,
            claim.group,
            negated=claim.negated,
        )
        scope = find_scope(sentence, raw)
        if scope.mood in (Mood.NOTHING, Mood.ASKS):
            return
        polarity = claim.polarity
        if scope.mood is Mood.DENIES:
            if polarity is not Polarity.AFFIRMS or claim.speaker >= 0:
                return  # "did not deny", "did not claim": nothing is put forward
            polarity = Polarity.DENIES
        if speaker is not None and doer is not None and claim.speaker == claim.doer:
            speaker = doer
        self._add(
            sentence,
            claim.predicate,
            doer,
            act,
            replace(scope, mood=Mood.SAYS),
            claim.first,
            claim.last,
            claim.form,
            order,
            polarity=polarity,
            asserter=speaker,
            act_stance=claim.act_stance,
        )

    def _take_denial(self, sentence: Sentence, index: int, denier: int, order: int) -> None:
        """Take up "X denied it": the last thing that somebody else put forward about X."""
        who = self._argue(sentence, denier, order, "A")
        if who is None:
            return
        start = sentence.line.starts[index]
        for tie in reversed(self.ties):
            if order - tie.order > 1 or tie.start >= start:
                break
            ends = [end.party for end in (tie.agent, tie.patient) if isinstance(end, Argument)]
            if who.party not in ends or tie.act_stance is not None:
                continue
            if tie.asserter is not None and tie.asserter.party is who.party:
                continue
            if tie.polarity is not Polarity.AFFIRMS:
                continue
            last = sentence.line.ends[index]
            self.ties.append(
                replace(
                    tie,
                    polarity=Polarity.DENIES,
                    start=start,
                    end=last,
                    form="denial of it",
                    order=order,
                    asserter=who,
                    certainty_words=None,
                    literal=None,
                )
            )
            break

    def _take_mind(self, sentence: Sentence, mind: Mind, order: int) -> None:
        who = self._argue(sentence, mind.holder, order, "A")
        if who is None:
            return
        raw = Raw(mind.predicate, mind.form, mind.holder, -1, mind.first, mind.last, mind.group)
        scope = find_scope(sentence, raw)
        if mind.form == "attempt" and scope.certainty_words is None:
            scope = replace(scope, certainty_words=_hedge_before(sentence, mind.first))
        if scope.mood is Mood.NOTHING:
            return
        self._add(
            sentence,
            mind.predicate,
            who,
            self.document.text[mind.start : mind.end],
            scope,
            mind.first,
            mind.last,
            mind.form,
            order,
            literal=(mind.start, mind.end),
        )

    def _add(
        self,
        sentence: Sentence,
        predicate: str,
        one: Argument | Happening | None,
        two: Argument | Happening | str | None,
        scope: Scope,
        first: int,
        last: int,
        form: str,
        order: int,
        *,
        kind: str | None = None,
        polarity: Polarity | None = None,
        asserter: Argument | None = None,
        act_stance: Stance | None = None,
        literal: tuple[int, int] | None = None,
    ) -> None:
        if scope.mood is Mood.NOTHING:
            return
        if polarity is None:
            polarity = {
                Mood.SAYS: Polarity.AFFIRMS,
                Mood.DENIES: Polarity.DENIES,
                Mood.ASKS: Polarity.QUESTIONS,
            }[scope.mood]
        line = sentence.line
        start = line.starts[first]
        if asserter is None:
            chain = self.holdings.chain(start)
            held = self.tellers.find_teller(sentence, first, order, reported=bool(chain))
            if held is NOBODY:
                return
            if held is UNPROVEN:
                polarity = Polarity.QUESTIONS
            elif held is DENIED:
                turned = {
                    Polarity.AFFIRMS: Polarity.DENIES, Polarity.DENIES: Polarity.AFFIRMS,
                }  # fmt: skip
                polarity = turned.get(polarity, polarity)
            elif isinstance(held, Argument) and not chain:
                asserter = held
        self.ties.append(
            Tie(
                predicate,
                one,
                two,
                polarity,
                start,
                line.ends[last - 1],
                form,
                predicate,
                order,
                scope.certainty_words,
                kind,
                asserter,
                act_stance,
                literal,
            )
        )

    def dates(self, tie: Tie) -> str | None:
        """Return when a tie held, as EDTF, by the date in its clause or that of its event."""
        _, sentence = self.sentences[tie.order]
        found = find_valid(sentence, tie.start, tie.end, tie.predicate, self.found_dates)
        if found is None and isinstance(tie.patient, Happening):
            return tie.patient.time
        return found

    def resolve_source(self, row: Attribution) -> Party | None:
        """Return the party of a source that is a pronoun, where the sieve left it open."""
        start = row.source[0].start
        order = bisect_right(self.sentences, start, key=lambda item: item[0]) - 1
        if order < 0:
            return None
        sentence = self.sentences[order][1]
        token = bisect_right(sentence.line.starts, start) - 1
        number = sentence.at(token)
        if number < 0:
            return None
        found = self.cast.argue(sentence, number, order, "A")
        return found.party if found is not None else None

    def _make(self) -> TieReading:
        return RowMaker(self).make()


def _hedge_before(sentence: Sentence, at: int) -> str | None:
    from sayso.extract.hedges import find_certainty

    return find_certainty(" ".join(sentence.line.texts[sentence.low : at]))


def _place(
    line: Line, mentions: Sequence[Mention]
) -> tuple[dict[int, tuple[Mention, int]], dict[int, Mention]]:
    """Return the mentions of a line by their first token, and those inside a compound token."""
    placed: dict[int, tuple[Mention, int]] = {}
    compounds: dict[int, Mention] = {}
    for mention in mentions:
        first = bisect_right(line.starts, mention.start) - 1
        if first < 0 or line.starts[first] != mention.start:
            continue
        last = first
        while last < len(line) and line.ends[last] <= mention.end:
            last += 1
        if last < len(line) and line.starts[last] < mention.end:
            # "Saudi Arabia-backed": its last token goes on.
            compounds[last] = mention
        elif last > first:
            placed[first] = (mention, last)
    return placed, compounds
