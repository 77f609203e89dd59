"""Given names of many languages, and the pronoun they usually go with.

A name proves nothing about a person: it only breaks ties where the text itself says no more, and
a name that both women and men bear says nothing. The lists are our own compilation.
"""

from __future__ import annotations

from sayso.extract.words import list_words

_SHE = frozenset(
    list_words(
        "ada adela adele adriana agnes aisha alba alexandra alice alicia alison alma amalia amanda "
        "amber amelia amina amira amy ana anastasia andrea angela angelica anita anja ann anna "
        "anne annette annie antonia april ariana aylin ayesha barbara beatrice beatriz belinda "
        "benazir bernadette bertha beth betty beverly bianca bonnie brenda bridget brigitte "
        "camila camilla candice carla carly carmen carol carolina caroline carolyn catherine "
        "cathy cecilia celia celine charlotte chelsea cheryl chiara christina christine cindy "
        "clara claudia colleen connie consuelo cora cristina cynthia daisy danielle daphne debbie "
        "deborah delia denise diana diane dolores donna dora doris dorothy edda edith edna eileen "
        "elaine eleanor elena elisa elisabeth elise eliza elizabeth ella ellen elsa emily emma "
        "erica erika esther eva eve evelyn fatima fatma felicia fiona flora florence frances "
        "francesca frieda gabriela gabrielle gail georgia geraldine gertrude gina giulia gisela "
        "gloria grace greta gretchen gwen hadiya hanan hanna hannah harriet hazel heather heidi "
        "helen helena helga hillary holly huma ida ilona ilse imelda ines ingrid irene irina "
        "isabel isabella ivana ivanka ivy jacqueline jana jane janet janice janine jeanette "
        "jeanne jennifer jessica jill joan joanna joanne jocelyn jodi johanna josephine joy joyce "
        "juana judith judy julia juliana julie june juno kamala karen karin karina kate katherine "
        "kathleen kathryn kathy katie katja katrina kellyanne khadija kimberly kirsten kristen "
        "kristina lara larisa laura lauren layla leah leila lena leonora leslie leticia lidia "
        "lily linda lisa liz lois lola loretta lori lotte louisa louise lucia lucille lucinda "
        "lucy luisa luz lydia mabel madeleine magda maggie maja malala mara margaret margarita "
        "margot maria mariam mariana marie marilyn marina marisa marjorie marsha marta martha "
        "martina mary matilda maureen maxine maya megan megyn melania melanie melinda melissa "
        "mercedes meredith michelle mildred mina miranda miriam molly monica muriel nadia nadine "
        "nancy naomi natalia natalie natasha nell nicola nicole nina noor nora norah norma "
        "olga olivia ophelia paige pamela patricia paula pauline pearl peggy penelope penny petra "
        "phyllis polly priscilla rachel ramona rebecca regina renata renee rhonda rita roberta "
        "rosa rosalind rosario rose rosemary roxanne ruby ruth sabine sabrina sadia saida sally "
        "samantha sandra sara sarah selma shaheen sharon sheila shirley silvia simone sofia sonia "
        "sonja sophia sophie stacy stella stephanie susan susanna susanne suzanne svetlana sybil "
        "sylvia tamara tania tanya tara tatiana teresa thelma theresa tiffany tina toni tracey "
        "ursula valentina valerie vanessa vera veronica victoria viola violet virginia vivian "
        "wanda wendy wilma winifred yasmin yolanda yvette yvonne zahra zainab zara zoe"
    )
)
_HE = frozenset(
    list_words(
        "aaron abdul abdullah abel abraham adam adnan adrian ahmad ahmed akbar akira alan alberto "
        "aldo alec alejandro alex alexander alexei alfonso alfred alfredo ali allan allen alvin "
        "amador amal amir amit anatoly anders andre andreas andres andrew andrey angelo angus anil "
        "anselm anthony antoine anton antonio archie arjun arlen armando arnold arthur arturo "
        "ashraf asif augusto austin axel barack barry bart basil ben benedict benjamin bernard "
        "bernardo bernie bert bill billy bjorn bob bobby boris brad bradley brendan brett brian "
        "bruce bruno bryan byron calvin carl carlos cedric cesar charles charlie chester chris "
        "christian christoph christopher chuck clarence claude clay clifford clint clive colin "
        "conrad corey craig curtis cyril damian dan daniel danilo danny dario darren dave david "
        "dean dennis derek dick diego dieter dimitri dirk dmitri dmitry dominic don donald doug "
        "douglas duncan dwight earl eddie edgar eduardo edward edwin egon eli elias elijah elliott "
        "elmer emil emilio emmanuel enrico enrique eric erik ernest ernesto ernst ethan eugene "
        "evan ezra fabian faisal farid felipe felix ferdinand fernando fidel florian floyd francis "
        "francisco francois frank franklin franz fred frederick fritz gabriel garry gary gavin "
        "gene geoffrey george georgi gerald gerard gerhard gilbert giorgio giovanni glen glenn "
        "gordon graham grant greg gregory guido guillermo gunther gustav guy hadi hamid hank hanno "
        "hans harold harrison harry harvey hassan hector heinrich helmut henri henry herbert "
        "herman hiroshi horace howard hubert hugh hugo humphrey hussein ian ibrahim igor ilya imad "
        "imran isaac ismail ivan ivo jack jacob jacques jake jamal james jamie jan jared jason "
        "javier jay jean jeb jeff jeffrey jeremy jerome jerry jesse jesus jim jimmy joachim joe "
        "joel johan johann john johnny jon jonas jonathan jorge jose josef joseph josh joshua "
        "juan julian julio julius jurgen justin kamal karl karim keith ken kenji kenneth kevin "
        "khalid kirk klaus konrad konstantin kurt kwame kyle lance larry lars laurent lawrence lee "
        "leo leon leonard leonid lewis liam lincoln lindsey lionel lloyd lorenzo louis luca lucas "
        "luigi luis lukas luke luther magnus malcolm manuel marc marcel marco marcus mario marius "
        "mark marshall martin marvin mateo matt matteo matthew matthias maurice mauricio max maxim "
        "maximilian mehmet michael michel miguel mike mikhail milan miles milton mitch mitt "
        "mohamed mohammad mohammed moises mohsin morris moses muhammad murray mustafa nathan "
        "nathaniel ned neil nelson newt nicholas nick nicolas nigel nikita nikolai nils noah noel "
        "norbert norman oleg oliver olaf omar oren orlando oscar osama oskar otto owen pablo paolo "
        "patrick paul pavel pedro per percy pete peter petr phil philip philippe phillip pierre "
        "pietro rafael ralph ramon randall randy raphael rashid raul ravi ray raymond reggie "
        "reince reinhard rex ricardo richard rick ricky rob robert roberto rodney rodrigo roger "
        "roland rolf roman ron ronald ross roy rudolf rudy rupert russell ryan sajid salim salman "
        "salvador sam samir samuel sandy santiago saul scott sean sebastian sepp serge sergei "
        "sergey sergio seth simon spencer stan stanley stefan stephan stephen steve steven stuart "
        "sven tad tariq ted teodor terrence theo theodor theodore thomas tim timothy tobias todd "
        "tom tommy tony trent trevor trey tyler ulrich umar uwe vernon victor viktor vince vincent "
        "vito vladimir wallace walter warren wayne werner wesley wilfred wilhelm will william "
        "willy winston wolfgang xavier yousef yuri yusuf zachary zaid"
    )
)
#: Given names that go with either pronoun; that they are given names still tells of a person.
_EITHER = frozenset(
    list_words(
        "alexis ariel avery blair cameron casey chandra dakota dana devon drew finley frankie "
        "hayden hunter jackie jaime jean jo jordan kai kelly kerry kim kiran lee leslie lindsay "
        "logan loren lynn mackenzie marion morgan nikki pat quinn reese ren riley robin rowan "
        "sasha shannon shelby sidney skyler stacey sydney taylor terry tracy"
    )
)
_BOTH = _EITHER | (_SHE & _HE)
_ALL = _SHE | _HE | _EITHER


def is_given_name(word: str) -> bool:
    """Return whether a word is a given name that we know, whatever its case.

    >>> is_given_name("Nadia"), is_given_name("Norland")
    (True, False)
    """
    return word.casefold() in _ALL


def pronoun_of_given_name(word: str) -> str:
    """Return "f", "m", or "" where the name goes with either pronoun or is not known.

    >>> pronoun_of_given_name("Nadia"), pronoun_of_given_name("Robin")
    ('f', '')
    """
    plain = word.casefold()
    if plain in _BOTH:
        return ""
    return "f" if plain in _SHE else "m" if plain in _HE else ""
