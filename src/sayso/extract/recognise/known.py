"""Names of public bodies with their kinds, so that the commonest need no hint in the text.

Our own compilation from general knowledge. A kind says what sort of body bears the name; it takes
no side: who is recognised by whom, or listed by whom, is for the documents to say.
"""

from __future__ import annotations

from functools import lru_cache

from sayso.extract.recognise.mention import MentionKind

#: State: demonym, as "name=demonym,demonym"; a capital after "/" is a place that names it.
_STATES = """
Afghanistan=Afghan/Kabul|Albania=Albanian/Tirana|Algeria=Algerian/Algiers|Angola=Angolan/Luanda
Argentina=Argentine,Argentinian/Buenos Aires|Armenia=Armenian/Yerevan|Australia=Australian/Canberra
Austria=Austrian/Vienna|Azerbaijan=Azerbaijani,Azeri/Baku|Bahrain=Bahraini/Manama
Bangladesh=Bangladeshi/Dhaka|Belarus=Belarusian/Minsk|Belgium=Belgian/Brussels|Benin=Beninese
Bolivia=Bolivian/La Paz|Bosnia=Bosnian/Sarajevo|Botswana=Botswanan|Brazil=Brazilian/Brasilia
Bulgaria=Bulgarian/Sofia|Burkina Faso=Burkinabe/Ouagadougou|Burundi=Burundian|Cambodia=Cambodian
Cameroon=Cameroonian/Yaounde|Canada=Canadian/Ottawa|Central African Republic=/Bangui|Chad=Chadian
Chile=Chilean/Santiago|China=Chinese/Beijing|Colombia=Colombian/Bogota|Congo=Congolese/Kinshasa
Costa Rica=Costa Rican|Croatia=Croatian/Zagreb|Cuba=Cuban/Havana|Cyprus=Cypriot/Nicosia
Czech Republic=Czech/Prague|Denmark=Danish/Copenhagen|Djibouti=Djiboutian|Ecuador=Ecuadorian/Quito
Egypt=Egyptian/Cairo|El Salvador=Salvadoran|Eritrea=Eritrean/Asmara|Estonia=Estonian/Tallinn
Ethiopia=Ethiopian/Addis Ababa|Fiji=Fijian|Finland=Finnish/Helsinki|France=French/Paris
Gabon=Gabonese|Gambia=Gambian|Georgia=Georgian/Tbilisi|Germany=German/Berlin|Ghana=Ghanaian/Accra
Greece=Greek/Athens|Guatemala=Guatemalan|Guinea=Guinean/Conakry|Haiti=Haitian/Port-au-Prince
Honduras=Honduran/Tegucigalpa|Hungary=Hungarian/Budapest|Iceland=Icelandic/Reykjavik
India=Indian/New Delhi,Delhi|Indonesia=Indonesian/Jakarta|Iran=Iranian/Tehran|Iraq=Iraqi/Baghdad
Ireland=Irish/Dublin|Israel=Israeli/Tel Aviv|Italy=Italian/Rome|Ivory Coast=Ivorian/Abidjan
Jamaica=Jamaican/Kingston|Japan=Japanese/Tokyo|Jordan=Jordanian/Amman|Kazakhstan=Kazakh/Astana
Kenya=Kenyan/Nairobi|Kosovo=Kosovar/Pristina|Kuwait=Kuwaiti|Kyrgyzstan=Kyrgyz/Bishkek|Laos=Laotian
Latvia=Latvian/Riga|Lebanon=Lebanese/Beirut|Liberia=Liberian/Monrovia|Libya=Libyan/Tripoli
Lithuania=Lithuanian/Vilnius|Luxembourg=|Malawi=Malawian|Malaysia=Malaysian/Kuala Lumpur
Mali=Malian/Bamako|Malta=Maltese|Mauritania=Mauritanian|Mexico=Mexican/Mexico City
Moldova=Moldovan/Chisinau|Mongolia=Mongolian|Montenegro=Montenegrin|Morocco=Moroccan/Rabat
Mozambique=Mozambican/Maputo|Myanmar=Burmese/Naypyidaw|Namibia=Namibian|Nepal=Nepali/Kathmandu
Netherlands=Dutch/Amsterdam|New Zealand=New Zealander/Wellington|Nicaragua=Nicaraguan/Managua
Niger=Nigerien/Niamey|Nigeria=Nigerian/Abuja|North Korea=North Korean/Pyongyang|Norway=Norwegian
North Macedonia=Macedonian/Skopje|Oman=Omani/Muscat|Pakistan=Pakistani/Islamabad
Palestine=Palestinian/Ramallah|Panama=Panamanian|Paraguay=Paraguayan|Peru=Peruvian/Lima
Philippines=Philippine,Filipino/Manila|Poland=Polish/Warsaw|Portugal=Portuguese/Lisbon
Qatar=Qatari/Doha|Romania=Romanian/Bucharest|Russia=Russian/Moscow|Rwanda=Rwandan/Kigali
Saudi Arabia=Saudi,Saudi Arabian/Riyadh|Scotland=Scottish|Senegal=Senegalese/Dakar
Serbia=Serbian,Serb/Belgrade|Sierra Leone=Sierra Leonean|Singapore=Singaporean|Slovakia=Slovak
Slovenia=Slovenian|Somalia=Somali/Mogadishu|South Africa=South African/Pretoria
South Korea=South Korean/Seoul|South Sudan=South Sudanese/Juba|Soviet Union=Soviet
Spain=Spanish/Madrid
Sri Lanka=Sri Lankan/Colombo|Sudan=Sudanese/Khartoum|Sweden=Swedish/Stockholm|Switzerland=Swiss/Bern
Syria=Syrian/Damascus|Taiwan=Taiwanese/Taipei|Tajikistan=Tajik/Dushanbe|Tanzania=Tanzanian
Thailand=Thai/Bangkok|Togo=Togolese|Tunisia=Tunisian/Tunis|Turkey=Turkish/Ankara,Istanbul
Turkmenistan=Turkmen/Ashgabat|Uganda=Ugandan/Kampala|Ukraine=Ukrainian/Kyiv,Kiev
United Arab Emirates=Emirati/Abu Dhabi,Dubai|United Kingdom=British/London
United States=American/Washington|Uruguay=Uruguayan|Uzbekistan=Uzbek/Tashkent
Venezuela=Venezuelan/Caracas|Vietnam=Vietnamese/Hanoi|Yemen=Yemeni/Sanaa|Zambia=Zambian/Lusaka
Zimbabwe=Zimbabwean/Harare
"""
#: Other names of states: "name=the name that stands for both".
_STATE_ALIASES = (
    "US=United States|U.S.=United States|USA=United States|U.S.A.=United States"
    "|America=United States|UK=United Kingdom|U.K.=United Kingdom|Britain=United Kingdom"
    "|Great Britain=United Kingdom|UAE=United Arab Emirates|Emirates=United Arab Emirates"
    "|USSR=Soviet Union|DRC=Congo|Burma=Myanmar|DPRK=North Korea|PRC=China|England=England"
    "|Kremlin=Kremlin|White House=White House|Vatican=Vatican|Holy See=Vatican"
)
_SERVICES = (
    "ISI|Inter-Services Intelligence|CIA|Central Intelligence Agency|FBI|NSA"
    "|National Security Agency|Mossad|Shin Bet|MI5|MI6|GCHQ|FSB|Federal Security Service|GRU|SVR"
    "|KGB|RAW|Research and Analysis Wing|NDS|National Directorate of Security|MIT|DGSE|DGSI|BND"
    "|Stasi|Savak|Mukhabarat|MSS|Ministry of State Security|ASIO|ASIS|CSIS|NIS|VAJA"
    "|Ministry of Intelligence|Interpol|Europol|Secret Service|Securitate|Sigurimi|SBU|HUR"
)
_GROUPS = (
    "Taliban|Afghan Taliban|Pakistani Taliban|Tehrik-i-Taliban Pakistan|TTP|Haqqani network"
    "|Haqqani Network|Haqqani|Haqqanis|Al-Qaeda|al-Qaeda|al-Qaida|Al Qaeda|al Qaeda|Al-Qaida|AQAP"
    "|AQIM|ISIS|ISIL|IS|ISIS-K|ISK|ISKP|IS-K|ISIS-Khorasan|Daesh|Islamic State|Hamas|Hezbollah"
    "|Hizbollah|Hizballah|Houthi|Houthis|Ansar Allah|Boko Haram|ISWAP|al-Shabaab|Al-Shabaab"
    "|al-Shabab|PKK|YPG|SDF|FARC|ELN|ETA|IRA|LTTE|Tamil Tigers|Lashkar-e-Taiba|LeT"
    "|Jaish-e-Mohammed|JeM|Jamaat-ud-Dawa|Hizbul Mujahideen|Abu Sayyaf|Jemaah Islamiyah|Wagner"
    "|Wagner Group|M23|ADF|FDLR|RSF|Rapid Support Forces|Janjaweed|Islamic Jihad|Fatah|PLO|Muslim "
    "Brotherhood|Northern Alliance|Mujahideen|Khmer Rouge|Shining Path|Red Brigades|Red Army "
    "Faction|Black September|Anonymous|LulzSec|Lazarus|Lazarus Group|Fancy Bear|Cozy Bear|Sandworm"
    "|Turla|Conti|REvil|DarkSide|LockBit|Cl0p|Evil Corp|Killnet|Equation Group|Shadow Brokers"
    "|Sinaloa Cartel|Zetas|Yakuza|Cosa Nostra|Camorra|MS-13|Ku Klux Klan|Proud Boys"
    "|Kataib Hezbollah|Hayat Tahrir al-Sham|HTS|al-Nusra Front|Nusra Front|Ahrar al-Sham"
)
_UNITS = (
    "IRGC|Revolutionary Guards|Revolutionary Guard|Islamic Revolutionary Guard Corps|Quds Force"
    "|Unit 8200|Unit 61398|Unit 29155|Unit 26165|Delta Force|SAS|Spetsnaz|Republican Guard"
    "|Presidential Guard|Azov|Azov Regiment|Green Berets|Gurkhas"
)
_ORGANISATIONS = (
    "NATO|Nato|UN|U.N.|United Nations|EU|European Union|African Union|Arab League|OPEC|ASEAN|IMF"
    "|World Bank|WHO|UNICEF|UNHCR|Red Cross|Amnesty International|Human Rights Watch|Pentagon"
    "|Congress|Senate|Supreme Court|Security Council|State Department|Treasury|Treasury Department"
    "|Justice Department|Department of Justice|Foreign Office|Home Office|House of Commons"
    "|Knesset|Duma|Bundestag|European Commission|International Criminal Court|ICC|IAEA|OPCW"
    "|Microsoft|Google|Apple|Facebook|Meta|Twitter|Amazon|Mandiant|FireEye|CrowdStrike|Kaspersky"
    "|Symantec|Cisco|Huawei|Gazprom|Rosneft|Boeing|Airbus|Siemens|Shell|BP|ExxonMobil|Toyota"
    "|Samsung|SolarWinds|Enron|Wirecard|Volkswagen|Goldman Sachs|Deutsche Bank|HSBC|Yukos"
    "|Communist Party|Republican Party|Democratic Party|Labour Party|Conservative Party"
    "|Democrats|Republicans|GOP|Likud|Bellingcat"
)
_OUTLETS = (
    "Reuters|AP|Associated Press|AFP|Agence France-Presse|BBC|CNN|Fox News|MSNBC|NBC|CBS|ABC"
    "|Al Jazeera|Al-Jazeera|New York Times|Washington Post|Wall Street Journal|Guardian"
    "|Financial Times|Times|Daily Mail|Der Spiegel|Spiegel|Le Monde|El Pais|Bild|TASS|Tass|RIA "
    "Novosti|RT|Sputnik|Xinhua|Global Times|Dawn|Times of India|Haaretz|Jerusalem Post|Amaq"
    "|Al Arabiya|Politico|Bloomberg|BuzzFeed|NPR|Economist|Newsweek|Time|USA Today|Los Angeles "
    "Times|Pravda|Izvestia|Kommersant|Novaya Gazeta|Meduza|Telegraph|Independent|Sun|Voice of "
    "America|Radio Free Europe|Asahi Shimbun|Press TV|Fars|IRNA|Anadolu|SITE|Tolo News"
)
_PLACES = (
    "New York|California|Texas|Florida|Los Angeles|Chicago|Boston|San Francisco|Washington, D.C."
    "|Aleppo|Idlib|Raqqa|Mosul|Basra|Fallujah|Kandahar|Nangarhar|Jalalabad|Kunduz|Herat|Helmand"
    "|Peshawar|Quetta|Karachi|Lahore|Kashmir|Mumbai|Punjab|Sindh|Balochistan|Waziristan|Gaza"
    "|Gaza Strip|West Bank|Jerusalem|Haifa|Golan Heights|Sinai|Crimea|Donbas|Donetsk|Luhansk"
    "|Kharkiv|Mariupol|Odesa|Kherson|Bucha|St. Petersburg|Chechnya|Grozny|Hong Kong|Tibet|Xinjiang"
    "|Shanghai|Darfur|Tigray|Sahel|Benghazi|Hodeidah|Aden|Marib|Red Sea|Black Sea|Gulf of Aden"
    "|Persian Gulf|South China Sea|Strait of Hormuz|Middle East|Europe|Asia|Africa|Latin America"
    "|Balkans|Caucasus|Central Asia|Silicon Valley|Wall Street|Manchester|Birmingham|Geneva"
    "|Zurich|Hamburg|Munich|Frankfurt|Milan|Naples|Marseille|Barcelona|Srebrenica|Khorasan"
    "|Mediterranean|Nice|Christchurch|Sri Nagar|Maiduguri|Borno|Kivu|Goma|Cabo Delgado"
)


@lru_cache(maxsize=1)
def list_known() -> dict[str, tuple[MentionKind, str, bool]]:
    """Return the names with kind, the name that each stands for, and whether it describes only."""
    known: dict[str, tuple[MentionKind, str, bool]] = {}
    for entry in _STATES.replace("\n", "|").split("|"):
        name, _, rest = entry.partition("=")
        demonyms, _, capitals = rest.partition("/")
        if not name:
            continue
        known[name] = (MentionKind.STATE, name, False)
        for demonym in filter(None, demonyms.split(",")):
            known[demonym] = (MentionKind.STATE, name, True)
        for capital in filter(None, capitals.split(",")):
            known.setdefault(capital, (MentionKind.PLACE, capital, False))
    for entry in _STATE_ALIASES.split("|"):
        name, _, full = entry.partition("=")
        known[name] = (MentionKind.STATE, full, False)
    for kind, names in (
        (MentionKind.SERVICE, _SERVICES),
        (MentionKind.GROUP, _GROUPS),
        (MentionKind.UNIT, _UNITS),
        (MentionKind.ORGANISATION, _ORGANISATIONS),
        (MentionKind.OUTLET, _OUTLETS),
        (MentionKind.PLACE, _PLACES),
    ):
        for name in names.split("|"):
            known.setdefault(name, (kind, name, False))
    return known
