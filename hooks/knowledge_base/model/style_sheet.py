"""The style sheet of texts: what is written how in each language, for people to read and for the check to hold.

The field guide of the site prints it, and the rule of `knowledge_base.check.style` finds the forms that it rules out,
so that the two cannot disagree. Bodies have the names that they use themselves. English is spelt as in Britain; Spanish
follows the *Ortografía de la lengua española* (RAE and ASALE, 2010), and writes numbers as in Mexico and Central
America.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from knowledge_base.locale import N_, Locale
from knowledge_base.model.style_forms import AvoidedForm, Departure, StyleSubject, avoided_in, departures_in

_MESES = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_EN_PALABRAS, _IN_WORDS = "el mes con letras, como en 10 de junio de 2021", "the month as a word, as in 10 June 2021"
_NUMERIC_DATE = r"\d(?<!\d\d)\d?[/.]\d{1,2}[/.](?:19|20)\d\d\b"
# Verbs by which agendas and notes announce what somebody will do, as far as their conditional is regular.
_VERBOS = (
    "presenta|habla|explica|da|informa|aborda|trata|participa|escucha|modera|recomenda|asisti|comparti"
    "|celebra|reuni|anuncia|inaugura|clausura"
)
_TU = "puede|Puede|tiene|Tiene|debe|Debe|quiere|Quiere"
_VERBS = "present|speak|explain|report|attend|moderate|recommend|take part"

_IZE = (
    "regulari|harmoni|recogni|emphasi|prioriti|authori|summari|speciali|standardi|formali|moderni|minimi|finali"
    "|materiali|mobili|utili|categori|criminali|organi"
)
_IZE = f"{_IZE}|{_IZE.title()}"
_IZE_ENDS = "e|ed|es|er|ers|ing|ation|ations"
_OR, _OR_ENDS = "neighb|lab|fav|behavi|col", "|s|ing|ed|hood|er|ers|able"

STYLE_SHEET: tuple[StyleSubject, ...] = (
    StyleSubject(
        title=N_("Names"),
        rule=N_(
            "A body or institution has the name that it uses itself in each language, in full where it is first named,"
            " then its acronym. The vocabularies have the names."
        ),
        forms={
            Locale.ES: (
                AvoidedForm(
                    example="Conferencia Regional de Migración",
                    hints=("Conferencia",),
                    pattern=r"Conferencia Regional (?:(?:de|para|en)(?: las?)?|sobre las?) Migraci(?:ón|ones)\b"
                    r"|Conferencia Regional sobre Migraciones\b",
                    write="Conferencia Regional sobre Migración",
                ),
                AvoidedForm(
                    example="Grupo Regional de Consultas de Migración",
                    hints=("Consulta", "Consultas"),
                    pattern=r"\bGrupo Regional de Consultas? (?:en|de|para)(?: la)? Migraci(?:ón|ones)\b"
                    r"|\bGrupo Regional de Consultas sobre Migración\b",
                    write="Grupo Regional de Consulta sobre Migración",
                ),
                AvoidedForm(
                    example="Grupo de Trabajo en Gestión Fronteriza",
                    hints=("Gestión", "Irregular"),
                    pattern=r"\bGrupo de Trabajo (?:en|de) (Gestión Fronteriza|Migración Irregular y Masiva)\b",
                    write=r"Grupo de Trabajo sobre \1",
                ),
                AvoidedForm(
                    example="Conferencia Suramericana de Migraciones",
                    hints=("Sudamericana", "Suramericana"),
                    # Its own documents print both "Sudamericana" and "Suramericana".
                    pattern=r"\bConferencia Su[rd]americana (?:de Migraci(?:ón|ones)|sobre Migración)\b",
                    write="Conferencia Suramericana sobre Migraciones",
                ),
                AvoidedForm(
                    example="Organización Internacional para la Migración",
                    hints=("Organización",),
                    pattern=r"\bOrganización Internacional (?:para la Migración|de(?: las?)? Migraci(?:ón|ones))\b",
                    write="Organización Internacional para las Migraciones",
                ),
                AvoidedForm(example="General Secretary", write="Secretaría General"),
                AvoidedForm(
                    example="EE. UU.",
                    hints=("EE", "EEUU", "USA", "E"),
                    pattern=r"\bEE\. ?UU\.?|\bEEUU\b|\bE\.U\.A\.|\bUSA\b",
                    write="los Estados Unidos",
                ),
            ),
            Locale.EN: (
                AvoidedForm(
                    example="Regional Conference for Migration",
                    hints=("Regional",),
                    pattern=r"Regional Conference (?:for|of) Migrations?\b|Regional Migration Conference\b",
                    write="Regional Conference on Migration",
                ),
                AvoidedForm(
                    example="Regional Consultative Group on Migration",
                    hints=("Consultative", "Consultation"),
                    pattern=r"\bRegional Consultative Group\b(?: on Migration\b)?"
                    r"|\bRegional Consultation Group (?:for|of) Migration\b",
                    write="Regional Consultation Group on Migration",
                ),
                AvoidedForm(
                    example="Border Management Working Group",
                    hints=("Working",),
                    pattern=r"\b(Border Management|Irregular and Mass Migration) Working Group\b",
                    write=r"Working Group on \1",
                ),
                AvoidedForm(
                    example="International Organisation for Migration",
                    hints=("Organisation", "Organisations"),
                    pattern=r"\b(International|Civil) Organisation(s?) (for|on) Migration\b",
                    write=r"\1 Organization\2 \3 Migration",
                ),
                AvoidedForm(example="Organisation of American States", write="Organization of American States"),
                AvoidedForm(example="General Secretary", write="Secretary General"),
                AvoidedForm(
                    example="U.S.",
                    hints=("U", "US", "USA"),
                    pattern=r"\bU\.S\.(?:A\.)?|\bUSA\b|\bUS\b(?! dollar)",
                    write="United States",
                ),
            ),
        },
    ),
    StyleSubject(
        title=N_("Dates"),
        rule=N_(
            "Day, month, year, with the month as a word, and no more precisely than the source: where it gives a month"
            " or a year, no day is added."
        ),
        forms={
            Locale.ES: (
                AvoidedForm(
                    example="al septiembre",
                    hints=tuple(_MESES.split("|")),
                    pattern=rf"al(?<!\wal) ({_MESES})\b",
                    write=r"a \1",
                ),
                AvoidedForm(
                    example="del 2021", hints=("del",), pattern=r"del(?<!\wdel) ((?:19|20)\d\d)\b", write=r"de \1"
                ),
                AvoidedForm(
                    example="1ro de junio",
                    hints=("1ro", "1er", "1º", "º", *(f"0{day}" for day in range(1, 10))),
                    pattern=rf"\b(?:0(\d)|(1)(?:ro|er|\.?º)) de ({_MESES})\b",
                    write=r"\1\2 de \3",
                ),
                AvoidedForm(
                    example="10 de Junio",
                    hints=tuple(_MESES.title().split("|")),
                    pattern=rf"\b(?:\d{{1,2}} )?de (?:{_MESES.title()})\b",
                    write=lambda match: match[0].lower(),
                ),
                AvoidedForm(
                    example="junio 10, 2021",
                    hints=tuple(_MESES.split("|")),
                    pattern=rf"({_MESES}) (\d{{1,2}}),? (?:de )?(\d{{4}})\b",
                    write=r"\2 de \1 de \3",
                ),
                AvoidedForm(example="10/06/2021", pattern=_NUMERIC_DATE, write=_EN_PALABRAS, is_advice=True),
            ),
            Locale.EN: (
                AvoidedForm(
                    example="June 10, 2021",
                    hints=tuple(_MONTHS.split("|")),
                    pattern=rf"({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?((?:-|–| and | to )\d{{1,2}})?"
                    r"(?:,? (\d{4})\b|(?![\d:]))",
                    write=r"\2\3 \1 \4",
                ),
                AvoidedForm(
                    example="10th of June",
                    hints=tuple(f"{day}{end}" for day in range(1, 32) for end in ("st", "nd", "rd", "th")),
                    pattern=rf"\b(\d{{1,2}})(?:st|nd|rd|th)(?: of)? ({_MONTHS})\b",
                    write=r"\1 \2",
                ),
                AvoidedForm(example="10/06/2021", pattern=_NUMERIC_DATE, write=_IN_WORDS, is_advice=True),
            ),
        },
    ),
    StyleSubject(
        title=N_("Numbers"),
        rule=N_(
            "Figures as the source gives them, never rounded: a comma between thousands and a point before decimals in"
            " both languages. One to ten are words where nothing is counted."
        ),
        forms={
            Locale.ES: (
                AvoidedForm(
                    example="13 877",
                    pattern=r"([1-9](?<![\d,.].)\d{0,2})[. \u00a0](\d{3})(?!\d|[.,]\d)",
                    write=r"\1,\2",
                ),
                AvoidedForm(example="4,5", pattern=r"(\d(?<![\d,.].)\d*),(\d{1,2})(?![\d,])", write=r"\1.\2"),
                AvoidedForm(example="28 %", hints=("%",), pattern=r"(\d+)[ \u00a0]%", write=r"\1%"),
            ),
            Locale.EN: (
                AvoidedForm(example="28 %", hints=("%",), pattern=r"(\d+)[ \u00a0]%", write=r"\1%"),
                AvoidedForm(example="percent", write="per cent"),
            ),
        },
    ),
    StyleSubject(
        title=N_("Capitals"),
        rule=N_(
            "For the names of bodies, offices and documents, and for Member Countries; not for subjects, months or"
            " languages in Spanish."
        ),
        forms={
            Locale.ES: (
                AvoidedForm(
                    example="países miembros",
                    hints=("miembros",),
                    pattern=r"[Pp]aíses miembros\b",
                    write="Países Miembros",
                ),
                AvoidedForm(
                    example="presidencia pro tempore",
                    hints=("Pro", "pro", "Protempore", "protempore"),
                    pattern=r"(?!Presidencia Pro Témpore\b)[Pp]residencia [Pp]ro[- ]?[Tt][eé]mpore\b",
                    write="Presidencia Pro Témpore",
                ),
                AvoidedForm(
                    example="Grupo Ad Hoc sobre migrantes extrarregionales",
                    hints=("Hoc",),
                    pattern=r"\bGrupo (de Trabajo )?Ad Hoc sobre (?!Migrantes Extra)[Mm]igrantes [Ee]xtrarregionales\b",
                    write=r"Grupo \1Ad Hoc sobre Migrantes Extrarregionales",
                ),
            ),
            Locale.EN: (
                AvoidedForm(
                    example="member countries",
                    hints=("countries",),
                    pattern=r"[Mm]ember countries\b",
                    write="Member Countries",
                ),
                AvoidedForm(
                    example="pro-tempore presidency",
                    hints=("Pro", "pro", "Protempore", "protempore"),
                    pattern=r"(?!Presidency Pro Tempore\b)[Pp]residency [Pp]ro[- ]?[Tt][eé]mpore\b"
                    r"|\b[Pp]ro[- ]?[Tt][eé]mpore [Pp]residency\b",
                    write="Presidency Pro Tempore",
                ),
                AvoidedForm(
                    example="Ad Hoc Group on extra-regional migrants",
                    hints=("Hoc",),
                    pattern=r"\bAd Hoc (Working )?Group on (?!Extra-regional Mig)[Ee]xtra-regional [Mm]igrants\b",
                    write=r"Ad Hoc \1Group on Extra-regional Migrants",
                ),
            ),
        },
    ),
    StyleSubject(
        title=N_("What was announced"),
        rule=N_(
            "Of what an agenda or a note announces, say that it was planned or expected, and that it took place only"
            " where a source shows it. The conditional sounds like a rumour."
        ),
        forms={
            Locale.ES: (
                AvoidedForm(
                    example="presentaría",
                    hints=tuple(f"{verb}ría{end}" for verb in _VERBOS.split("|") for end in ("", "n")),
                    pattern=rf"\b({_VERBOS})ría(n?)\b",
                    write=r"tenía\2 previsto \1r",
                ),
                AvoidedForm(
                    example="expondría",
                    hints=("expondría", "expondrían"),
                    pattern=r"\bexpondría(n?)\b",
                    write=r"tenía\1 previsto exponer",
                ),
            ),
            Locale.EN: (
                AvoidedForm(
                    example="would present", hints=("would",), pattern=rf"\bwould ({_VERBS})\b", write=r"was due to \1"
                ),
                AvoidedForm(
                    example="is to present",
                    hints=tuple(_VERBS.split("|")),
                    pattern=rf"is(?<!\wis) to ({_VERBS})\b",
                    write=r"was due to \1",
                ),
                AvoidedForm(
                    example="are to present",
                    hints=tuple(_VERBS.split("|")),
                    pattern=rf"are(?<!\ware) to ({_VERBS})\b",
                    write=r"were due to \1",
                ),
            ),
        },
    ),
    StyleSubject(
        title=N_("Forms of address"),
        rule=N_(
            "In Spanish readers are addressed as usted. People are named without their sex where it does not matter:"
            " migrants are people before they are flows, and nobody is illegal."
        ),
        forms={
            Locale.ES: (
                AvoidedForm(
                    example="haz clic", hints=("haz", "Haz"), pattern=r"\b([Hh])az clic\b", write=r"\1aga clic"
                ),
                AvoidedForm(
                    example="puedes",
                    hints=tuple(f"{verb}s" for verb in _TU.split("|")),
                    pattern=r"\b([Pp]uede|[Tt]iene|[Dd]ebe|[Qq]uiere)s\b",
                    write=r"\1",
                ),
                AvoidedForm(
                    example="migrantes ilegales",
                    hints=("ilegal", "ilegales"),
                    pattern=r"\b([Mm]igra\w+|[Ii]nmigra\w+) ilegal(?:es)?\b",
                    write=r"\1 en situación irregular",
                ),
            ),
            Locale.EN: (
                AvoidedForm(
                    example="illegal migrants",
                    hints=("illegal", "Illegal"),
                    pattern=r"\b[Ii]llegal ((?:im|e)?migra\w+)",
                    write=r"irregular \1",
                ),
            ),
        },
    ),
    StyleSubject(
        title=N_("Spelling"),
        rule=N_("English is spelt as in Britain, with -ise; Spanish as the academies recommend since 2010."),
        forms={
            Locale.ES: (
                AvoidedForm(example="sólo", hints=("sólo", "Sólo"), pattern=r"\b([Ss])ólo\b", write=r"\1olo"),
                AvoidedForm(
                    example="extra-regional",
                    hints=("extra", "Extra", "intra", "Intra"),
                    pattern=r"\b([EeIi])(xtra|ntra)-regional",
                    write=r"\1\2rregional",
                ),
            ),
            Locale.EN: (
                AvoidedForm(
                    example="regularization",
                    hints=tuple(f"{stem}z{end}" for stem in _IZE.split("|") for end in _IZE_ENDS.split("|")),
                    # Names keep their own spelling: Organization of American States.
                    pattern=rf"\b(?!Organizations?\b)({_IZE})z({_IZE_ENDS})\b",
                    write=r"\1s\2",
                ),
                AvoidedForm(
                    example="neighboring",
                    hints=tuple(f"{stem}or{end}" for stem in _OR.split("|") for end in _OR_ENDS.split("|")),
                    pattern=rf"\b({_OR})or({_OR_ENDS})\b",
                    write=r"\1our\2",
                ),
            ),
        },
    ),
    StyleSubject(
        title=N_("Words"),
        rule=N_("One word for one thing, and always the same."),
        forms={
            Locale.ES: (
                AvoidedForm(
                    example="periodo",
                    hints=("periodo", "Periodo", "periodos", "Periodos"),
                    pattern=r"\b([Pp])eriodo(s?)\b",
                    write=r"\1eríodo\2",
                ),
                AvoidedForm(
                    example="evidencia",
                    hints=("evidencia", "evidencias"),
                    pattern=r"\bevidencias?\b",
                    write="constancia",
                ),
                AvoidedForm(
                    example="base legal", hints=("legal",), pattern=r"\b([Bb])ase legal\b", write=r"\1ase jurídica"
                ),
                AvoidedForm(
                    example="preguntas orientadoras",
                    hints=("orientadora", "orientadoras", "detonadora", "detonadoras"),
                    pattern=r"\b([Pp])reguntas? (?:orientadora|detonadora)s?\b",
                    write=r"\1reguntas guía",
                ),
                AvoidedForm(
                    example="en base a", hints=("base",), pattern=r"[Ee]n(?<!\w[Ee]n) base a\b", write="con base en"
                ),
                AvoidedForm(
                    example="online",
                    hints=("online", "Online", "line"),
                    pattern=r"\b[Oo]n-?line\b",
                    write="en línea",
                ),
                AvoidedForm(
                    example="e-mail",
                    hints=("mail", "mails", "email", "emails", "Email", "Emails"),
                    pattern=r"\b[Ee]-?mails?\b",
                    write="correo electrónico",
                ),
                AvoidedForm(
                    example="ordenador",
                    hints=("ordenador", "ordenadores"),
                    pattern=r"\bordenador(es)?\b",
                    write=r"computadora",
                ),
                AvoidedForm(example="tráfico de personas", write="trata de personas"),
            ),
            Locale.EN: (
                AvoidedForm(
                    example="orienting questions",
                    hints=("questions",),
                    pattern=r"\b(?:orient\w+|triggering) questions\b",
                    write="guiding questions",
                ),
                AvoidedForm(
                    example="extraregional",
                    hints=("extraregional", "Extraregional", "intraregional", "Intraregional"),
                    pattern=r"\b([EeIi])(xtra|ntra)regional\b",
                    write=r"\1\2-regional",
                ),
                AvoidedForm(example="email", hints=("email", "Email"), pattern=r"\b([Ee])mail\b", write=r"\1-mail"),
                AvoidedForm(example="web site", write="website"),
            ),
        },
    ),
)
"""The style sheet, in the order in which it is read."""


@cache
def _forms(locale: Locale) -> tuple[AvoidedForm, ...]:
    return tuple(form for subject in STYLE_SHEET for form in subject.forms.get(locale, ()))


def departures(text: str, locale: Locale) -> tuple[Departure, ...]:
    """Return where a text departs from the style sheet, in order.

    Args:
        text: words of our own, in Markdown or plain; what is quoted in them is left alone.
        locale: its language.
    """
    return departures_in(text, _forms(locale))


def avoided_forms(texts: Iterable[str], locale: Locale) -> tuple[AvoidedForm, ...]:
    """Return the forms that may be in any of some texts: none of them departs from the style sheet in another way."""
    # Looked for in all at once: most files have none, and each look has a price.
    return avoided_in("\n".join(texts), _forms(locale))
