"""The lexicon of cues: verbs, nouns and adjectives that announce what somebody says or thinks.

The words are our own compilation, by what they do; how sure each is, by frame, is in `grades`.
"""

from __future__ import annotations

from sayso.extract.words import COMMON_VERBS, list_words, verb_forms

#: Verbs of saying, which take "that" or a quotation.
SAY = list_words(
    "say put term tell write add note argue announce claim suggest report explain insist "
    "acknowledge assert allege maintain contend declare state warn caution confirm deny "
    "admit concede reply respond answer reiterate repeat stress emphasize emphasise "
    "complain predict conclude remark observe comment tweet retweet post email recall "
    "testify disclose reveal boast joke quip charge proclaim pronounce affirm reaffirm "
    "recount relate retort remind inform notify assure reassure advise counter imply hint "
    "indicate signal mention shout yell chant scream cry whisper mutter muse lament "
    "bemoan brag gush interject exclaim elaborate clarify confess vouch swear guarantee "
    "speculate estimate forecast project posit reason stipulate theorize hypothesize "
    "point protest object rule find determine underscore highlight show demonstrate prove "
    "read continue begin conclude volunteer venture opine intone tease snap sneer fume "
    "deadpan recap summarize summarise echo attest certify brief leak divulge allude pray "
    "preach rant rave riff snarl thunder assess judge rebut refute disclaim text blog "
    "message intimate profess purport attribute tout broadcast publish circulate release "
    "rejoin detail outline describe establish "
)
#: Verbs of thinking and feeling, which take "that" too.
THINK = list_words(
    "think believe know feel hope fear expect worry doubt wonder suspect assume guess imagine "
    "realize realise recognize recognise understand consider see view regard deem remember "
    "forget learn hear discover agree disagree concur dream anticipate foresee figure reckon "
    "presume suppose sense fancy fret mean accept appreciate regret notice seem appear mind "
    "care perceive conceive envision conclude infer calculate bet dread gather decide interpret "
    "misunderstand ponder contemplate surmise trust love hate like dislike enjoy prefer favor "
    "favour admire respect value relish resent loathe detest despise adore crave "
)
#: Verbs of intention and request, which take an infinitive.
INTEND = list_words(
    "want plan intend vow pledge promise threaten refuse decline seek aim try attempt wish "
    "offer agree propose demand request urge ask call push press order instruct direct command "
    "beg implore plead encourage exhort invite persuade convince recommend counsel prepare "
    "prefer hesitate volunteer aspire resolve opt choose elect determine dare need commit "
    "campaign lobby petition sue appeal struggle move undertake authorize authorise permit "
    "allow forbid prohibit require compel challenge dispatch summon solicit pursue yearn long "
    "desire "
)
#: Verbs of judgement, whose object is what is judged.
JUDGE = list_words(
    "criticize criticise praise blame accuse attack condemn denounce blast slam mock endorse "
    "support oppose back reject dismiss defend welcome applaud hail laud commend thank "
    "congratulate deride decry assail lambaste rip bash insult rebuke chide scold berate "
    "castigate ridicule taunt question dispute contest doubt champion advocate promote embrace "
    "espouse disavow repudiate renounce distance call label brand dub name describe "
    "characterize characterise portray depict paint cast frame compare liken equate identify "
    "credit fault target scrutinize excoriate lampoon vilify malign smear demonize disparage "
    "belittle trash pan skewer savage rail lash rap censure impeach indict convict charge "
    "sentence acquit exonerate cite quote invoke reference echo address discuss debate talk "
    "speak rebuff ignore downplay minimize exaggerate overstate hype celebrate cheer boo jeer "
    "heckle apologize apologise forgive mourn deplore protest contradict correct raise voice "
    "express propose float unveil introduce announce nominate appoint recommend vote favor "
    "favour list lay push pitch sell boycott tackle weigh claim own admit concede recognize "
    "recognise acknowledge honor honour salute bless approve disapprove veto ban resist fight "
    "challenge demand discourage urge implicate incriminate finger scapegoat slap shame snub "
    "shun concern alarm worry anger surprise shock impress upset disappoint please thrill "
    "delight outrage offend disgust embarrass concern frustrate inspire motivate scare frighten "
    "interest intrigue focus dwell harp emphasize stress refer point talk chat respond react "
    "comment share convey communicate offer deliver issue give make "
)
#: Verbs that give a name: with "itself" behind them, somebody says what he is.
NAMING = frozenset(
    list_words(
        "call term label brand dub name style describe declare proclaim portray present depict "
        "identify characterize characterise consider fancy deem"
    )
)
#: Nouns that hold what somebody says or thinks.
NOUNS = list_words(
    "claim statement report allegation accusation charge assertion suggestion argument "
    "contention belief view opinion fear hope concern worry doubt idea notion theory prediction "
    "promise pledge vow threat warning demand call request proposal plan decision announcement "
    "declaration comment remark criticism praise support opposition endorsement denial "
    "admission acknowledgement acknowledgment confession testimony insistence assurance "
    "indication evidence sign hint conclusion finding assessment estimate forecast expectation "
    "intention desire wish effort attempt bid refusal willingness commitment vow rumor rumour "
    "speculation suspicion conviction complaint question objection position stance message "
    "story narrative version account explanation description characterization portrayal "
    "depiction attack critique condemnation denunciation defense defence rejection dismissal "
    "approval disapproval recommendation advice order speech letter tweet post response "
    "reaction answer quote quotation word lie feeling sense confidence certainty consensus "
    "perception assumption understanding knowledge awareness skepticism scepticism enthusiasm "
    "anger outrage frustration anxiety dismay embrace disdain contempt hatred love admiration "
    "respect preference reluctance determination resolve mention discussion talk debate "
    "analysis poll survey study lawsuit indictment complaint petition protest tirade rant "
    "diatribe boast brag joke quip jab swipe insult taunt mockery accusation insinuation "
    "revelation disclosure reference appeal plea invitation offer motion bill "
)
#: Adjectives that take "that", "to" or a preposition with what somebody thinks.
ADJECTIVES = list_words(
    "confident certain sure convinced aware unaware worried concerned afraid fearful hopeful "
    "optimistic pessimistic skeptical sceptical doubtful proud glad happy sorry angry upset "
    "disappointed surprised shocked alarmed dismayed frustrated supportive critical opposed "
    "eager willing unwilling ready reluctant determined keen anxious wary mindful adamant "
    "insistent hesitant inclined prepared committed dedicated dismissive contemptuous "
    "complimentary clear unclear likely unlikely interested grateful thankful impressed pleased "
    "excited nervous cautious uncertain unsure suspicious mad furious outraged silent vocal "
    "quick slow careful fond enamored tired sick bullish bearish resentful jealous scornful "
    "hostile sympathetic receptive open loath ashamed "
)
#: Prepositions that a cue may end in, with what is said after it.
CUE_PREPOSITIONS = frozenset(
    list_words("of about for on against to with as at over from in by into toward towards ")
)
PARTICLES = frozenset(list_words("out up down off back forward forth on "))

VERBS = tuple(dict.fromkeys(SAY + THINK + INTEND + JUDGE))


def _build_verbs() -> dict[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for base in (*VERBS, *COMMON_VERBS):
        for form, kind in verb_forms(base).items():
            forms.setdefault(form, (base, kind))
    return forms


def _build_nouns() -> dict[str, str]:
    forms: dict[str, str] = {}
    for base in NOUNS:
        plural = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"
        if base.endswith("sis"):
            plural = base[:-2] + "es"
        forms.setdefault(base, base)
        forms.setdefault(plural, base)
    return forms


#: Form: its base and class (`words.verb_forms`), for cue verbs and common ones.
VERB_FORMS = _build_verbs()
NOUN_FORMS = _build_nouns()
CUE_VERBS = frozenset(VERBS)
ADJECTIVE_FORMS = frozenset(ADJECTIVES)
