"""Closed classes of English words and the forms of its verbs, as the rule reader needs them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache


def list_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that white space separates, in order."""
    return tuple(text.split())


DETERMINERS = frozenset(
    list_words(
        "the a an this these those its his her their my our your each every another no any some "
        "such both all several many most few other "
    )
)
POSSESSIVES = frozenset(list_words("his her their my our your its whose "))
SUBJECTS = frozenset(
    list_words(
        "i he she they we you it somebody someone everyone everybody nobody anyone anybody one "
    )
)
OBJECTS = frozenset(
    list_words("him them me us himself herself themselves itself myself ourselves yourself ")
)
REFLEXIVES = frozenset(list_words("himself herself itself themselves myself ourselves"))
PREPOSITIONS = frozenset(
    list_words(
        "of in on at by for from with without against about over under between among through "
        "during into onto toward towards upon within across behind beyond near since until "
        "despite like amid via per around outside inside regarding concerning off above below "
        "alongside "
    )
)
#: Words that open a clause of their own, so that no noun phrase runs across them.
SUBORDINATORS = frozenset(
    list_words(
        "because although though while when whenever if unless whereas after before as than "
        "once so whether lest where how why "
    )
)
RELATIVES = frozenset(["who", "which", "whom", "whose"])
QUESTION_WORDS = frozenset(list_words("whether if how why what who whom which when where "))
CONJUNCTIONS = frozenset(["and", "or", "but", "nor", "yet"])
BE = frozenset(
    list_words("be is are was were been being am 's 're 'm ’s ’re ’m isn aren wasn weren ain ")
)
HAVE = frozenset(list_words("have has had having 've ’ve hasn haven hadn "))
AUXILIARIES = BE | HAVE | frozenset(list_words("do does did don doesn didn get gets got getting "))
MODALS = frozenset(
    list_words(
        "will would shall should may might can could must won wouldn shouldn couldn mustn cannot "
        "'ll ’ll 'd ’d ought "
    )
)
NEGATIONS = frozenset(list_words("not never n't 't ’t no neither nor hardly "))
#: "ahead", "even" and the like stand beside verbs; words in -ly are told by their ending.
ADVERBS = frozenset(
    list_words(
        "not never 't ’t also again already always even ever just now often once only rather soon "
        "still then there thus today too very well yet later earlier first further instead perhaps "
        "maybe almost long ago quite once sometimes somehow anyway however therefore meanwhile "
        "moreover tomorrow yesterday here back twice afterwards afterward simply flatly "
    )
)
#: Words in -ly that are no adverbs.
NOT_ADVERBS = frozenset(
    list_words(
        "early likely unlikely weekly daily monthly elderly friendly lonely deadly costly yearly "
        "hourly family ally rally reply supply apply italy july fly only belly bully rely "
    )
)
DAYS = frozenset(
    list_words("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight ")
)
PERIODS = frozenset(
    list_words(
        "day week weekend month year night morning afternoon evening summer autumn fall winter "
        "spring january february march april may june july august september october november "
        "december "
    )
)
_WHEN = frozenset(list_words("last this next late early earlier later that on in "))
_NO_ONE = frozenset(list_words("nothing nobody no-one "))
TITLES = frozenset(
    list_words(
        "mr mrs ms miss dr sen rep gov gen lt col sgt capt maj adm rev prof sir dame lord "
        "lady president senator governor general colonel captain minister secretary judge "
        "justice congressman congresswoman representative chancellor king queen prince "
        "princess pope sheikh imam ayatollah mullah chairman chairwoman director former ex "
        "professor doctor attorney speaker mayor inspector detective commander spokesman "
        "spokeswoman ambassador deputy vice prime "
    )
)

#: base: past, past participle (where it differs from the past).
_IRREGULAR = (
    "say said|tell told|think thought|know knew known|write wrote written|speak spoke "
    "spoken|feel felt|find found|see saw seen|hear heard|hold held|mean meant|read read|make "
    "made|give gave given|take took taken|get got gotten|go went gone|come came come|become "
    "became become|begin began begun|bring brought|buy bought|catch caught|choose chose "
    "chosen|draw drew drawn|drive drove driven|eat ate eaten|fall fell fallen|fight "
    "fought|fly flew flown|forget forgot forgotten|grow grew grown|keep kept|lead led|leave "
    "left|lose lost|meet met|pay paid|put put|rise rose risen|run ran run|seek sought|sell "
    "sold|send sent|set set|show showed shown|shut shut|sing sang sung|sit sat|spend "
    "spent|stand stood|swear swore sworn|teach taught|throw threw thrown|understand "
    "understood|wear wore worn|win won|cast cast|cut cut|foresee foresaw foreseen|foretell "
    "foretold|overcome overcame overcome|shoot shot|strike struck|break broke broken|build "
    "built|do did done|have had|hit hit|hurt hurt|let let|lay laid|lie lied|bet bet|blow blew "
    "blown|shake shook shaken|steal stole stolen|stick stuck|withdraw withdrew withdrawn|quit "
    "quit|deal dealt|dream dreamed|spread spread|split split|undercut undercut|uphold "
    "upheld|tweet tweeted|retweet retweeted|plead pleaded|foresake forsook forsaken|ring rang "
    "rung|sink sank sunk|wake woke woken|bear bore borne "
)
#: Verbs that double their last letter before -ed and -ing.
_DOUBLING = frozenset(
    list_words(
        "admit permit commit submit omit rebut refer defer concur plan ban beg slam stop drop "
        "pin nod quip blog snub rip tap chat plot brag rap hit get put set run win sit cut "
        "let shut begin forget regret rebel compel dispel propel expel impel control occur "
        "grin pen peg bet quit cap wrap trim spar strip jab dub stun trap zap shrug label "
        "spin split grab stir scrap flip "
    )
)
#: Verbs that are no cues, but end a noun phrase; with the cue verbs they tell where clauses begin.
COMMON_VERBS = list_words(
    "be have do get go come become begin bring buy catch choose draw drive eat fall fight fly "
    "grow keep lead leave lose meet pay put rise run sell send set shut sit spend stand take "
    "teach throw wear win cut make give hold move live happen work play turn start help include "
    "continue change watch follow stop create open walk add grow offer remember consider appear "
    "serve die kill stay reach remain raise pass require pull break build arrive rule hit "
    "attack arrest launch seize remain exist contain involve cause receive carry seem join fail "
    "try use need allow carry deliver cover face gain issue return visit vote elect win use "
    "release publish air sign hire fire step wait close occur ensure produce provide prove lack "
    "deserve represent earn spark trigger prompt force draw attract enter destroy damage steal "
    "bomb shell strike fire ambush detain charge convict sentence jail "
)


def names_no_one(words: Sequence[str]) -> bool:
    """Return whether lower-case words are no one who could speak: "nobody", "last month".

    >>> names_no_one(["no", "one"]), names_no_one(["last", "month"]), names_no_one(["may"])
    (True, True, False)
    """
    if not words:
        return False
    if words[0] in _NO_ONE or tuple(words[:2]) == ("no", "one"):
        return True
    if words[-1] in DAYS:
        return all(word in _WHEN or word in DAYS for word in words)
    return (
        len(words) > 1
        and words[-1] in PERIODS
        and all(word in _WHEN or word in PERIODS or word in DAYS for word in words)
    )


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for entry in _IRREGULAR.strip().split("|"):
        base, past, *rest = entry.split()
        forms[base] = (past, rest[0] if rest else past)
    return forms


def verb_forms(base: str) -> dict[str, str]:
    """Return the forms of a verb, each with its class.

    `b` base, `s` third person, `d` past, `n` participle, `g` -ing form.

    A form that is both past and participle has the class `d`.

    >>> verb_forms("deny")
    {'deny': 'b', 'denies': 's', 'denied': 'd', 'denying': 'g'}
    """
    vowels = "aeiou"
    y_ends = base.endswith("y") and len(base) > 1 and base[-2] not in vowels
    stem = base + base[-1] if base in _DOUBLING else base
    silent = base.endswith("e") and not base.endswith(("ee", "oe", "ye"))
    third = (
        base[:-1] + "ies"
        if y_ends
        else base + "es"
        if base.endswith(("s", "sh", "ch", "x", "z", "o"))
        else base + "s"
    )
    third = {"have": "has", "be": "is"}.get(base, third)
    gerund = (
        base[:-2] + "ying" if base.endswith("ie") else base[:-1] + "ing" if silent else stem + "ing"
    )
    irregular = _irregular().get(base)
    if irregular:
        past, participle = irregular
    else:
        past = base[:-1] + "ied" if y_ends else base + "d" if base.endswith("e") else stem + "ed"
        participle = past
    forms = {base: "b", third: "s"}
    if past != base:
        forms[past] = "d"
    if participle not in forms:
        forms[participle] = "n"
    forms[gerund] = "g"
    return forms


def is_adverb(word: str) -> bool:
    """Return whether a lower-case word stands beside verbs: listed, or in -ly and not excepted."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS)
