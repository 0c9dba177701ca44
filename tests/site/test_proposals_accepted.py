"""What the form calls ready is accepted, and its preview is the page: its functions, driven with made-up answers."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import lxml.html
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from knowledge_base.check.run import check_content
from knowledge_base.cli.group import main
from knowledge_base.locale import Locale
from knowledge_base.markdown.html import Prose, render_body
from knowledge_base.parse.dates_meant import when_meant
from knowledge_base.parse.hints import address_meant
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite
from tests.site.test_in_browser import watched
from tests.unit.anything import SIGNS

CASES = 120

# The form without its page: what is filled in, what is wrong with it, and the file that is written if nothing is.
_DRIVEN = """drafts => {
    const data = JSON.parse(document.getElementById("kb-propose-data").textContent);
    const check = proposalCheck(data);
    const controls = proposalControls(data);
    const fields = proposalFields(data.words, check, controls);
    const tools = { fields, controls, check, words: data.words, announce: () => {}, changed: () => {} };
    const { find } = proposalProblems(data, check, controls.named, proposalFile(data));
    const draw = (field) => (field.name === "files" ? proposalFiles(data, tools)
        : !field.many ? fields.single(field)
        : controls.choices(field) ? proposalPicker(field, tools) : proposalList(field, tools));
    return drafts.map((given) => {
        const form = proposalForm(data, draw);
        form.fill(given);
        const values = form.values();
        const found = find(form.parts, values, true);
        const text = found.length ? "" : proposalFile(data)(form.written, values);
        return [values.id, values.original, found.map(({ label, message }) => `${label}: ${message}`), text];
    });
}"""

_DATES = (
    *("2019", "2019-03", "2019-03-15", "2019-02-30", "2019-34", "2021-36/2021-33", "2021-22", "199X", "19XX", "2019~"),
    *("2019/2021", "2021/2019", "2019/..", "../2019", "/2019", "2019/", "..", "/", "2019-03/2019-03", "[2019,2021]"),
    *(
        "[2021,2019]",
        "[2019]",
        "2019/[2020,2021]",
        "15/03/2019",
        "marzo de 2019",
        "0000",
        "2019-00",
        "2019-13",
        "2019-40",
    ),
    *("2019-03-XX", "2019-XX", "2019-XX-XX", "2019?", "2019%/2020~", "2019-06-31/2020", "9999-24", "1000-21"),
)
_ADDRESSES = (
    *("https://www.example.org/informe.pdf", "www.example.org", "https://exa mple.org", "http://[::1]/", "https://"),
    *(
        "https://user@example.org",
        "https://example.org:99999/",
        "https://example.org:80/a?b=c#d",
        "HTTPS://EXAMPLE.ORG",
    ),
    *(
        "https://ñandú.example/año",
        "https://example.org/a|b",
        "https://example.org/%zz",
        "ftp://example.org",
        "https://a..b",
    ),
    *("https://example.org/\\\\x", "https://xn--/", "https://1.2.3.4.5/", "https://exa_mple.org/", "https://-a.org/"),
)
_NAMES = ("? Instituto que no está en la lista", '? Office: "of" #things', "?", "? ", "Nobody knows this", "XX")


class _Answers:
    """Made-up answers, the same in every run."""

    def __init__(self, data: Any, seed: int) -> None:
        self.data, self.pick = data, random.Random(seed)  # noqa: S311 - no secret
        self.number = seed

    def given(self) -> dict[str, Any]:
        fields = [field for step in self.data["steps"] for field in step["asked"] if field["name"] != "files"]
        given = {field["name"]: self.value(field) for field in fields if self.is_answered(field)}
        given["title"] = f"{self.text(2)} {self.number}"
        # The others require so much that few made-up answers would do.
        if self.pick.random() < 0.7:
            given["maturity"] = "reported"
        return given

    def is_answered(self, field: Any) -> bool:
        needed = self.pick.random() < 0.7 and field["name"] in self.data["needed"]["replicated"]
        return needed or self.pick.random() < (0.99 if field.get("required") else 0.35)

    def value(self, field: Any) -> Any:
        if field.get("many"):
            values = [self.one(field) for _ in range(self.pick.choice((1, 1, 2, 3)))]
            return values if self.pick.random() < 0.02 else list({repr(value): value for value in values}.values())
        return self.one(field)

    def one(self, field: Any) -> Any:
        odd = self.pick.random() < 0.02
        match field["type"]:
            case "fields":
                return {each["name"]: self.one(each) for each in field["fields"] if self.is_answered(each)}
            case "when" | "date":
                return self.pick.choice(
                    _DATES if odd or self.pick.random() < 0.15 else ("2019", "2019-03-15", "2019/..")
                )
            case "url":
                return self.pick.choice(_ADDRESSES if odd or self.pick.random() < 0.15 else _ADDRESSES[:1])
            case "body":
                return self.text(30)
            case "entry" | "part":
                return self.pick.choice(("border-realities-2021-09-20", "rvcm-2021-11"))
        if field.get("choices"):
            return self.pick.choice(field["choices"])[0]
        if field["type"] == "term":
            known = [id_ for name in field["vocabularies"] for id_, _ in self.data["vocabularies"][name]]
            return self.pick.choice(_NAMES) if odd or self.pick.random() < 0.15 else self.pick.choice(known)
        odder = (f"#{self.text(1)}", "oﬁcina", "migraciÃ³n", "**a b** c", "a _b c_", "[a b](c)", "a &amp; b", "a **b")
        return self.pick.choice(odder) if odd else self.text(4)

    def text(self, length: int) -> str:
        """Return words with signs that mean something to YAML, to Markdown, to the site or to Word."""
        more = (
            *[
                "\xad",
                "\u200b",
                "\x0b",
                "\n",
                "\n\n",
                "\n- ",
                "\n\t• ",
                "\no\t",
                "\n1. ",
                "\n2) ",
                "\n§ ",
                "\na) ",
                "a\tb\n",
                "c\td\te\n",
                "\tb\nc\t\n",
                "  \n",
                "a.\t",
            ],
            "\n## ",
            "http://[x]",
            "a@b.org",
            *(
                "{.a}",
                "==a==",
                " :a: ",
                "%%a%%",
                "【1】",
                "\n/// a",
                "\n1- a\n2- b",
                "\n-a\n-b",
                "http://localhost/a ",
                "\u000b• a",
            ),
        )
        plain = [sign for sign in SIGNS if "<" not in sign and ">" not in sign]
        words = [self.pick.choice(("palabra", "word", *plain, *more)) for _ in range(self.pick.randint(1, length))]
        return "x" + self.pick.choice(("", " ")).join(words)


@pytest.fixture(scope="module")
def page(chromium: Browser, site: BuiltSite) -> Iterator[Page]:
    """Return the page with the form, from the disk, opened once for all."""
    with watched(chromium, site.folder.as_uri()) as (page, wrong):
        page.goto((site.folder / "propose.html").as_uri())
        page.locator("form.kb-form").wait_for(state="attached")
        yield page
        assert wrong == []


@pytest.fixture(scope="module")
def data(page: Page) -> Any:
    return page.evaluate("() => JSON.parse(document.getElementById('kb-propose-data').textContent)")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("accepted")
    for name in ("docs", "vocabularies"):
        shutil.copytree(REPOSITORY / name, root / name)
    return root


def test_what_the_form_calls_ready_is_accepted(page: Page, data: Any, repository: Path, tmp_path: Path) -> None:
    drafts = [_Answers(data, seed).given() for seed in range(CASES)]
    made = page.evaluate(_DRIVEN, drafts)
    ready = {f"docs/{locale}/practices/{id_}.md": text for id_, locale, _, text in made if text}
    assert len(ready) > CASES / 4, [found for *_, found, _ in made][:20]
    problems = check_content(repository, {PurePosixPath(path): text.encode() for path, text in ready.items()}).problems
    errors = [problem for problem in problems if problem.severity == "error"]
    assert [str(problem) for problem in errors] == [], "\n".join(map(str, errors))
    # Of those with names that no list has, the check tells the editors.
    unlisted = {problem.path for problem in problems if problem.rule == "unlisted-term"}
    assert {str(path) for path in unlisted} == {path for path, text in ready.items() if '"? ' in text}
    for path in [*sorted(map(str, unlisted))[:1], *sorted(ready)[:2]]:
        (tmp_path / "sent.md").write_text(ready[path], "utf-8", newline="")
        result = CliRunner().invoke(main, ["import", str(tmp_path / "sent.md"), "--root", str(repository), "--replace"])
        assert result.exit_code == 0, result.output


# What Word puts on the clipboard: paragraphs that say in their style that they are items, and tables.
_WORD = """<html><head><style>p.MsoNormal{}</style></head><body>
<h1>Resultados</h1><h2>En la frontera</h2>
<p class=MsoNormal>Se <b>atiende</b> en tres pasos<br>y dos turnos:</p>
<p style='mso-list:l0 level1 lfo1'><span>·<span>&nbsp;&nbsp;</span></span>Registro</p>
<p style='mso-list:l0 level2 lfo1'><span>o<span>&nbsp;&nbsp;</span></span>Con huellas</p>
<p style='mso-list:l0 level3 lfo1'><span>§<span>&nbsp;</span></span>Solo adultos</p>
<p style='mso-list:l0 level1 lfo1'><span>·<span>&nbsp;&nbsp;</span></span>Entrevista</p>
<ol start=2><li>dos<ul><li>a</li></ul></li><li>tres</li></ol>
<table><tr><th>Año</th><th>Casos</th></tr><tr><td><p>2020</p></td><td colspan=1><p>1 204</p></td></tr></table>
<p>Véase <a href="https://www.example.org/informe.pdf">el informe</a>.</p><p><img src="x.png"></p></body></html>"""
_WORD_WRITTEN = """### Resultados

#### En la frontera

Se atiende en tres pasos \\
y dos turnos:

- Registro
  - Con huellas
    - Solo adultos
- Entrevista

2. dos
   - a
3. tres

| Año | Casos |
| --- | --- |
| 2020 | 1 204 |

Véase el informe (https://www.example.org/informe.pdf).
"""
# As plain text: from Word, from a page, from a letter.
_TYPED = {
    "•\tuno\no\tdos\n§\ttres\n•\tcuatro": "- uno\n  - dos\n    - tres\n- cuatro",
    "a) uno\nb) dos": "- a) uno\n- b) dos",
    "1.\tuno\n2)\tdos\n\n- raya": "1. uno\n2. dos\n\n- raya",
    "1. uno\n3. tres": "1. uno\n\n3\\. tres",
    "o sea, dos": "o sea, dos",
    "Año\tCasos\n2020\t3\n": "| Año | Casos |\n| --- | --- |\n| 2020 | 3 |",
    "uno\u000bdos": "uno \\\ndos",
    "a\tb\n\t": "a b",
    "do\u00adcu\u200bmento\ufeff": "documento",
    "# Uno\n### Dos\npalabra": "### Uno\n\n#### Dos\n\npalabra",
    "www.example.org y https://exa[mple": "www.example.org y https:&#47;&#47;exa\\[mple",
    "a.\tuno\n(ii)\tdos\n2.1.\ttres": "- a. uno\n- (ii) dos\n- 2\\.1. tres",
    "uno  \ndos  \n- tres  \ncuatro": "uno \\\ndos\n\n- tres \\\n  cuatro",
    "\t2020\t2021\nCasos\t\t5\n-\t3\t\n1.\t\t\n\t\t\nfin\t1\t": (
        "|  | 2020 | 2021 |\n| --- | --- | --- |\n| Casos |  | 5 |\n| \\- | 3 |  |\n| 1\\. |  |  |\n| fin | 1 |  |"
    ),
}
# Other pages that are pasted, with the names of what is said to be lost of them.
_PAGES = {
    # Google's documents stand in a "b" that is none.
    '<b style="font-weight: normal" id="docs-internal-guid-1"><p>uno</p><p>dos</p><ol><li><p>a</p></li>'
    "<ol><li>b</li></ol><li>c</li></ol></b>": ("uno\n\ndos\n\n1. a\n   1. b\n2. c", []),
    # Word has a span with the sign of an item, and begins another list without a word between.
    "<p style='text-indent:-18pt; mso-list: l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>uno<o:p></o:p></p>"
    "<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>dos</p>"
    "<p style='mso-list:l1 level2 lfo2'><span style='mso-list:Ignore'>(a)<span>&nbsp; </span></span>tres</p>": (
        "- uno\n\n1. dos\n   - a) tres",
        [],
    ),
    "<p>Se atiende <del>mal</del><ins>bien</ins>.<a class=msocomanchor href='#_msocom_1'>[P1]</a></p>"
    "<div style='mso-element:comment-list'><p>Comentario</p></div>": ("Se atiende bien.", ["lost_changes"]),
    "<p>Nota<a href='#_ftn1'>[1]</a></p><div style='mso-element:footnote'><p>[1] Véase.</p></div>": (
        "Nota\\[1\\]\n\n\\[1\\] Véase.",
        ["lost_notes"],
    ),
    "<table><tr><td>a</td><td><table><tr><td>x</td><td>y</td></tr></table></td></tr>"
    "<tr><td colspan=2>b</td></tr></table>": (
        "| a | x y |\n| --- | --- |\n| b |  |",
        ["lost_cells"],
    ),
    "<table><tr><td><p>marco</p><ul><li>uno</li></ul></td></tr></table>": ("marco\n\n- uno", []),
    "<table><tr><td rowspan=2>a</td><td><p>b</p><p>c</p></td></tr><tr><td>d</td></tr></table>": (
        "| a | b c |\n| --- | --- |\n|  | d |",
        ["lost_cells"],
    ),
    "<span><p>uno</p>dos</span><dl><dt>tres</dt><dd>cuatro</dd></dl>": ("uno\n\ndos\n\ntres\n\ncuatro", []),
    "<p>the style = x<script>alert(1)</script><span style='mso-hide:all'>no</span></p>": ("the style = x", []),
    "<p>10<sup>2</sup> y CO<sub>2</sub></p>": ("10² y CO₂", []),
    "<p><a href='mailto:a@example.org?subject=x'>correo</a>, <a href='C:/x.doc'>aquí</a>,"
    " <a href='https://example.org/a b'>b</a></p>": (
        "correo (a@example.org), aquí, b (https://example.org/a%20b)",
        ["lost_links"],
    ),
    "<ol type=a><li>uno<li value=4>dos</ol><img src='https://example.org/x.png'>": (
        "- a) uno\n- d) dos",
        ["lost_pictures"],
    ),
}


def test_what_is_pasted_keeps_its_lists_tables_headings_and_links(page: Page, data: Any) -> None:
    text, lost = page.evaluate(
        """([words, html]) => {
            const { text, lost } = proposalPaste(words).text(html);
            return [proposalMarkdown(text), lost];
        }""",
        [data["words"], _WORD],
    )
    assert f"{text}\n" == _WORD_WRITTEN
    assert lost == [data["words"]["lost_pictures"], data["words"]["lost_format"]]
    assert page.evaluate("texts => texts.map((text) => proposalMarkdown(text))", list(_TYPED)) == list(_TYPED.values())


def test_other_pages_are_pasted_too(page: Page, data: Any) -> None:
    made = page.evaluate(
        """([words, pages]) => pages.map((html) => {
            const { text, lost } = proposalPaste(words).text(html);
            return [proposalMarkdown(text), lost];
        })""",
        [data["words"], list(_PAGES)],
    )
    assert [(text, lost) for text, lost in made] == [
        (text, [data["words"][name] for name in lost]) for text, lost in _PAGES.values()
    ]


def test_what_is_too_long_for_an_entry_is_said_at_its_field(page: Page, data: Any, repository: Path) -> None:
    short: dict[str, Any] = {
        "title": "T",
        "summary": "S",
        "maturity": "reported",
        "leads": ["MX"],
        "topics": ["borders"],
    }
    short |= {"original": "es", "sources": [{"title": "Informe"}], "body:introduction": "texto"}
    line, fields, text = (data["limits"][name] for name in ("line", "fields", "text"))
    drafts: list[dict[str, Any]] = [
        {"body:introduction": "palabra " * (line // 8 + 1)},
        {"body:introduction": f"{'palabra ' * 100}\n\n" * (text // 800)},
        {"legal_basis": '"' * (line // 2)},
        {"sources": [{"title": f"{number} {'x' * 9_000}"} for number in range(fields // 9_000 + 1)]},
        {"body:introduction": f"{'palabra ' * (line // 8 - 1)}\n\n" * 20, "legal_basis": "x" * (line - 20)},
    ]
    made = page.evaluate(_DRIVEN, [short | draft for draft in drafts])
    most = data["words"]["long_line"].replace("{most}", f"{line:,}")
    whole = data["words"]["long_whole"]
    assert [found for _, _, found, _ in made] == [
        *([f"Qué es: {most}"], [f"Qué es: {whole}"], [f"Base jurídica: {most}"], [f"Fuentes: {whole}"], [])
    ]
    path = PurePosixPath("docs/es/practices/t.md")
    problems = check_content(repository, {path: made[-1][3].encode()}).problems
    assert [str(problem) for problem in problems if problem.path == path and problem.severity == "error"] == []


def _tree(element: Any) -> list[Any]:
    """Return the tags and words of an element, without links and the numbers that these have on paper."""
    found: list[Any] = [_words(element.text or "")]
    for child in element:
        if child.tag in ("a", "div"):
            found += _tree(child)
        elif child.tag != "sup":
            found.append((child.tag, child.get("start") if child.get("start") != "1" else None, _joined(_tree(child))))
        found.append(_words(child.tail or ""))
    return found


def _leads(element: Any) -> list[str]:
    return [str(link).partition("://")[2] for link in element.xpath(".//a/@href")]


def _joined(parts: list[Any]) -> list[Any]:
    made: list[Any] = []
    for part in parts:
        if isinstance(part, str) and made and isinstance(made[-1], str):
            made[-1] = _words(f"{made[-1]}{part}")
        elif part != "":
            made.append(part)
    return [part.strip() if isinstance(part, str) else part for part in made if part != " "]


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_preview_is_the_page(page: Page, data: Any) -> None:
    answers = _Answers(data, 1)
    links = "Véase https://example.org/a_(b). (www.example.org/x), https://example.org/c: https://example.org/d?!"
    links += ' «https://example.org/e» "https://example.org/f*a*" [https://example.org/*a*] *https://example.org/g'
    texts = [links, *_TYPED, *(answers.text(30) for _ in range(300))]
    drawn = page.evaluate(
        """texts => {
            const preview = proposalPreview({}, new Set(), (_, value) => value, () => {});
            return texts.map((text) => {
                const all = document.createElement("div");
                all.append(...preview.body(text));
                return [proposalMarkdown(text), all.innerHTML];
            });
        }""",
        texts,
    )
    for text, (written, html) in zip(texts, drawn, strict=True):
        prose = Prose(
            text=written, locale=Locale.ES, page_locale=Locale.ES, links={}, twins={}, glossary="glossary.html"
        )
        shown = lxml.html.fragment_fromstring(render_body(prose).html, create_parent="div")
        preview = lxml.html.fragment_fromstring(html, create_parent="div")
        assert _joined(_tree(preview)) == _joined(_tree(shown)), text
        if text == links:
            assert _leads(preview) == _leads(shown)


@pytest.mark.parametrize("locale", Locale)
def test_dates_and_addresses_are_offered_as_the_check_does(page: Page, data: Any, locale: Locale) -> None:
    written = (
        *_DATES,
        *("15 de marzo de 2019", "1.º de mayo de 2020", "mar. 2019", "March 15, 2019", "15th March 2019", "5/6/2019"),
        *(
            "desde 2019",
            "since March 2019",
            "2019-2021",
            "de 2019 a 2021",
            "2019 – 2021",
            "2019.03.15",
            "hoy",
            "31/02/2019",
            "03/2019",
            "2019 a la fecha",
            "desde el 15 de marzo de 2019 hasta hoy",
            "1 a 3 de marzo de 2019",
            "enero a marzo de 2019",
            "hasta 2020",
            "aprox. 2019",
            "15/03/2019.",
            "1.º de mayo de 2020",
        ),
    )
    offered = page.evaluate(
        """([months, texts, locale]) => {
            const made = new Function("kb", "proposalText", `return (${proposalDates})`);
            const dates = made({ locale }, proposalText)(months);
            return texts.map((text) => [dates.meant(text), dates.address(text)]);
        }""",
        [data["months"], written, str(locale)],
    )
    for text, (date, _) in zip(written, offered, strict=True):
        # The form may leave a date to whoever wrote it; what it offers is what the check would.
        assert date in ("", when_meant(text, locale)), text
    assert {text for text, (date, _) in zip(written, offered, strict=True) if date} >= {
        *("2019-03", "15/03/2019", "marzo de 2019", *written[-9:])
    }
    addresses = page.evaluate(
        "([months, texts]) => texts.map(proposalDates(months).address)", [data["months"], _ADDRESSES]
    )
    assert addresses == [address_meant(text) for text in _ADDRESSES]
