"""The words of dates in five languages, as one table of phrases for each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from sayso.extract.words import list_words


class Role(Enum):
    """What a phrase does in an expression of time."""

    MONTH = auto()
    MONTH_SHORT = auto()
    WEEKDAY = auto()
    SEASON = auto()
    SINCE = auto()
    UNTIL = auto()
    BEFORE = auto()
    AFTER = auto()
    BY = auto()
    AT = auto()
    FROM = auto()
    TO = auto()
    BETWEEN = auto()
    AND = auto()
    OR = auto()
    ABOUT = auto()
    PORTION = auto()
    ARTICLE = auto()
    OF = auto()
    YEAR_WORD = auto()
    TURN = auto()
    DAY_WORD = auto()
    UNIT = auto()
    COUNT = auto()
    AGO = auto()
    NOW = auto()
    ONWARDS = auto()
    DECADE = auto()
    CENTURY = auto()
    FRACTION = auto()
    ORDINAL = auto()
    TIME_OF_DAY = auto()
    HANGING = auto()
    FUTURE = auto()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or more words in lower case, with what they do and what they stand for."""

    words: tuple[str, ...]
    role: Role
    value: int


#: A line is a role, then phrases, words joined by "_"; "name=3" gives a value, else the values
#: count up from 1, or from what stands behind the role's "/".
_ENGLISH = """
MONTH january february march april may june july august september october november december
MONTH_SHORT jan=1 feb=2 mar=3 apr=4 jun=6 jul=7 aug=8 sep=9 sept=9 oct=10 nov=11 dec=12
WEEKDAY/0 monday tuesday wednesday thursday friday saturday sunday mon=0 tue=1 tues=1 wed=2
  thu=3 thur=3 thurs=3 fri=4 sat=5 sun=6
SEASON spring=21 summer=22 autumn=23 fall=23 winter=24
SINCE since ever_since beginning_in starting_in beginning_on starting_on beginning_with
  on_or_after no_earlier_than not_before
UNTIL until till up_to up_until no_later_than not_later_than on_or_before
BEFORE before prior_to
AFTER after following subsequent_to
BY by
AT in on during throughout dated as_of as_early_as as_late_as as_far_back_as back_in within
  effective sometime_in born_in over_in
FROM from
TO to through until till
BETWEEN between
AND and
OR or
ABOUT circa c. ca. around about approximately roughly nearly almost ca
PORTION early=1 mid=2 late=3 beginning_of=1 start_of=1 middle_of=2 end_of=3
  early_in=1 late_in=3 mid_-=2 opening_weeks_of=1 opening_months_of=1 closing_weeks_of=3
  closing_months_of=3 early_months_of=1 first_months_of=1 last_months_of=3 final_months_of=3
  turn_of=1
ARTICLE the a an this that its his her their our
OF of in
YEAR_WORD year years calendar_year
TURN last=-1 this=0 the_current=0 next=1 the_coming=1 earlier_this=0 later_this=0
DAY_WORD yesterday=-1 today=0 tomorrow=1 tonight=0 last_night=-1 this_morning=0 this_afternoon=0
  this_evening=0 overnight=0 the_day_before_yesterday=-2 the_day_after_tomorrow=2
  earlier_today=0 later_today=0
UNIT/1 day week month year decade days=1 weeks=2 months=3 years=4 decades=5 hour=0 hours=0
  night=1 weekend=6 quarter=7 fortnight=8 fortnights=8 nights=1 minutes=0 minute=0 century=9
  centuries=9
COUNT a=1 an=1 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11
  twelve=12 fifteen=15 twenty=20 thirty=30 forty=40 fifty=50 a_hundred=100 several=0 some=0
  many=0 few=0 a_few=0 a_couple_of=2 a_dozen=0 dozens_of=0
AGO ago
NOW now present today the_present the_present_day this_day to_date
ONWARDS onwards onward on forward
DECADE twenties=2 thirties=3 forties=4 fifties=5 sixties=6 seventies=7 eighties=8 nineties=9
CENTURY century centuries
FRACTION quarter=4 half=2
ORDINAL/1 first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
  thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
  twenty_-_first=21 twenty_-_second=22 twenty_-_third=23 twenty_-_fourth=24 twenty_-_fifth=25
  twenty_-_sixth=26 twenty_-_seventh=27 twenty_-_eighth=28 twenty_-_ninth=29 thirtieth=30
  thirty_-_first=31
TIME_OF_DAY morning afternoon evening night midday noon dawn
HANGING before=-1 earlier=-1 prior=-1 previously=-1 after=1 later=1 prior_to=-1 following=1
  afterwards=1 beforehand=-1
FUTURE will shall due scheduled slated expected upcoming planned plans intends won would-be
"""

_SPANISH = """
MONTH enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
  setiembre=9
MONTH_SHORT ene=1 feb=2 abr=4 jun=6 jul=7 ago=8 sept=9 sep=9 oct=10 nov=11 dic=12
WEEKDAY/0 lunes martes miércoles jueves viernes sábado domingo
SEASON primavera=21 verano=22 otoño=23 invierno=24
SINCE desde a_partir_de a_partir_del
UNTIL hasta
BEFORE antes_de antes_del
AFTER después_de después_del tras
AT en durante fechado fechada
FROM de desde del
TO a hasta al
BETWEEN entre
AND y e
OR o
ABOUT hacia circa alrededor_de cerca_de aproximadamente_en
PORTION principios_de=1 a_principios_de=1 comienzos_de=1 a_comienzos_de=1 inicios_de=1
  a_inicios_de=1 mediados_de=2 a_mediados_de=2 finales_de=3 a_finales_de=3 fines_de=3
  a_fines_de=3
ARTICLE el la los las
OF de del
YEAR_WORD año
DAY_WORD ayer=-1 hoy=0 anteayer=-2
NOW hoy ahora la_fecha
FUTURE será serán tendrá previsto prevista reunirá celebrará
"""

_FRENCH = """
MONTH janvier février mars avril mai juin juillet août septembre octobre novembre décembre
  aout=8 fevrier=2 decembre=12
MONTH_SHORT janv=1 févr=2 avr=4 juil=7 sept=9 oct=10 nov=11 déc=12
WEEKDAY/0 lundi mardi mercredi jeudi vendredi samedi dimanche
SEASON printemps=21 été=22 automne=23 hiver=24
SINCE depuis dès à_partir_de à_partir_du depuis_le
UNTIL jusqu_'_en jusqu_'_au jusqu_'_à jusqu_’_en jusqu_’_au jusqu_’_à
BEFORE avant
AFTER après
AT en au durant pendant courant daté datée à_l_'_ à_l_’_
FROM de du d_' d_’
TO à au
BETWEEN entre
AND et
OR ou
ABOUT vers environ autour_de circa
PORTION début=1 au_début_de=1 début_de=1 mi_-=2 milieu_de=2 au_milieu_de=2 fin=3 à_la_fin_de=3
  fin_de=3
ARTICLE le la les l_' l_’
OF de du d_' d_’
YEAR_WORD année an
DAY_WORD hier=-1 avant_-_hier=-2
NOW aujourd_'_hui aujourd_’_hui maintenant
FUTURE sera seront aura prévu prévue rencontrera
"""

_GERMAN = """
MONTH januar februar märz april mai juni juli august september oktober november dezember
  jänner=1 feber=2
MONTH_SHORT jan=1 feb=2 mär=3 apr=4 jun=6 jul=7 aug=8 sept=9 sep=9 okt=10 nov=11 dez=12
WEEKDAY/0 montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend=5
SEASON frühling=21 frühjahr=21 sommer=22 herbst=23 winter=24
SINCE seit seit_dem ab ab_dem
UNTIL bis bis_zum
BEFORE vor vor_dem
AFTER nach nach_dem
AT im am in während
FROM von vom von_dem
TO bis bis_zum
BETWEEN zwischen zwischen_dem
AND und und_dem
OR oder
ABOUT um etwa circa ca. gegen
PORTION anfang=1 beginn=1 mitte=2 ende=3 anfang_des=1 ende_des=3
ARTICLE der die das den dem des
OF des der
YEAR_WORD jahr jahre jahres
DAY_WORD gestern=-1 vorgestern=-2
NOW heute
FUTURE wird werden soll geplant
"""

_PORTUGUESE = """
MONTH janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
MONTH_SHORT jan=1 fev=2 abr=4 jun=6 jul=7 ago=8 set=9 out=10 nov=11 dez=12
WEEKDAY/0 segunda_-_feira terça_-_feira quarta_-_feira quinta_-_feira sexta_-_feira sábado domingo
SEASON primavera=21 verão=22 outono=23 inverno=24
SINCE desde a_partir_de desde_o
UNTIL até até_o até_a
BEFORE antes_de antes_do
AFTER depois_de depois_do após
AT em no na durante datado datada
FROM de desde do
TO a até ao
BETWEEN entre
AND e
OR ou
ABOUT cerca_de por_volta_de circa
PORTION início_de=1 no_início_de=1 meados_de=2 em_meados_de=2 fim_de=3 no_fim_de=3 final_de=3
  no_final_de=3 finais_de=3
ARTICLE o a os as
OF de do da
YEAR_WORD ano
DAY_WORD ontem=-1 hoje=0 anteontem=-2
NOW hoje agora
FUTURE será serão terá previsto prevista
"""

_TABLES = (
    ("en", _ENGLISH),
    ("es", _SPANISH),
    ("fr", _FRENCH),
    ("de", _GERMAN),
    ("pt", _PORTUGUESE),
)
LANGUAGES = tuple(code for code, _ in _TABLES)

#: Function words that one of the five languages has and the others have not, or seldom.
_TELLING = (
    ("en", "the of and to is that was he with his they were had from which would been the's"),
    ("es", "el los las y del una por con para más fue su lo como pero según este ayer"),
    ("fr", "le les et des du une est dans pour qui sur au pas avec il ont été par cette aux"),
    ("de", "der die und das den von zu mit sich des auf für ist im dem nicht ein eine wurde nach"),
    ("pt", "o os e do da em uma não dos das foi ao pelo pela são mais na no seu um"),
)

#: Nouns behind a number that say it is a quantity, where a year would have no noun.
COUNTED = frozenset(
    list_words(
        "people persons men women children boys girls soldiers troops fighters police "
        "officers refugees families houses homes votes voters jobs workers tonnes tons metres "
        "meters kilometres kilometers km miles feet yards acres hectares dollars euros pounds "
        "rupees rubles francs yen percent times words pages employees passengers prisoners "
        "residents villagers inhabitants members students rounds shells rockets missiles "
        "tanks vehicles trucks cars ships boats seats hours hrs gmt utc bst est local square "
        "cubic litres liters barrels gallons kg kilos grams victims casualties dead wounded "
        "civilians militants insurgents rebels guards guests delegates copies units items "
        "points respondents patients deaths cases shares tickets protesters demonstrators "
        "supporters participants spectators personas hombres mujeres soldados metros euros "
        "dólares pesos habitantes personnes hommes femmes soldats mètres habitants menschen "
        "männer frauen soldaten meter einwohner pessoas homens mulheres m ft usd"
    )
)

#: Plural nouns of things that happen, so that "the 2000 elections" is a year.
HAPPENINGS = frozenset(
    list_words(
        "elections games olympics protests talks attacks defeats riots floods debacles "
        "bombings killings accords events battles wars clashes strikes hearings trials coups "
        "raids massacres uprisings demonstrations earthquakes fires figures results reports "
        "budgets agreements negotiations"
    )
)

#: Nouns before "of 2000" that say it is a quantity.
MEASURED = frozenset(
    list_words(
        "total force crowd number average capacity group distance range population garrison "
        "army fleet cost price sum loss toll maximum minimum speed weight height length depth "
        "area rate altitude crew audience staff workforce list set series"
    )
)


@lru_cache(maxsize=8)
def phrases_of(language: str) -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases of a language by their first word, the longest first; empty if unknown."""
    found: dict[str, list[Phrase]] = {}
    table = dict(_TABLES).get(language, "").replace("\n  ", " ")
    for line in table.split("\n"):
        head, _, rest = line.partition(" ")
        if not rest:
            continue
        name, _, first = head.partition("/")
        start = int(first) if first else 1
        for offset, item in enumerate(rest.split()):
            text, _, given = item.partition("=")
            words = tuple("." if word == "" else word for word in text.rstrip("_").split("_"))
            # "c." is a word and a stop, which the tokens hold apart.
            if words[-1].endswith(".") and len(words[-1]) > 1:
                words = (*words[:-1], words[-1][:-1], ".")
            value = int(given) if given else start + offset
            found.setdefault(words[0], []).append(Phrase(words, Role[name], value))
    return {
        word: tuple(sorted(items, key=lambda phrase: -len(phrase.words)))
        for word, items in found.items()
    }


@lru_cache(maxsize=1)
def foreign_months() -> dict[str, int]:
    """Return the months by their names in all five languages."""
    return {
        phrase.words[0]: phrase.value
        for language in reversed(LANGUAGES)
        for items in phrases_of(language).values()
        for phrase in items
        if phrase.role is Role.MONTH
    }


@lru_cache(maxsize=1)
def telling_words() -> dict[str, str]:
    """Return function words with the one language of the five that they tell."""
    lists = [(language, set(words.split())) for language, words in _TELLING]
    return {
        word: language
        for language, words in lists
        for word in words
        if sum(word in other for _, other in lists) == 1
    }
