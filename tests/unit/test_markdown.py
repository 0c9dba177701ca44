"""The Markdown of bodies: what becomes of each construct, what is in a text, and that GitHub shows it as we do."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import cmarkgfm
import pytest
import yaml
from cmarkgfm.cmark import Options
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it.token import Token
from markupsafe import Markup

from knowledge_base.locale import Locale
from knowledge_base.markdown import body as body_module
from knowledge_base.markdown.body import Reading, _Reader, parse_body, read_body
from knowledge_base.markdown.dialect import _parser, tokens_of
from knowledge_base.markdown.faults import BodyFault
from knowledge_base.markdown.glossary import Definition, Explainer
from knowledge_base.markdown.html import BodyHtml, PageLink, Prose, render_body
from knowledge_base.markdown.plain_blocks import NOTE_TYPES
from knowledge_base.markdown.plain_inline import AT, plain_tokens
from knowledge_base.markdown.resolve import way_within
from knowledge_base.markdown.sanitise import sanitise
from knowledge_base.markdown.slugs import Heading

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/markdown/constructs.yml").read_text("utf-8"))
PPT = Definition(id="ppt", name="Pro Tempore Presidency", text="Who leads.", forms=("Pro Tempore Presidency", "PPT"))
TRADE = Definition(id="trade", name="Give & take", text="Both.", forms=("Give & take",))
HOSTILE = Definition(id='"><script>', name='<b onclick="x">', text='"><script>', forms=("word",))


def body(text: str, locale: Locale = Locale.EN, page_locale: Locale | None = None, **given_: object) -> BodyHtml:
    known = {"links": {}, "twins": {}, "glossary": "../glossary.html"} | given_
    definitions = known.pop("definitions", ())
    prose = Prose(text=text, locale=locale, page_locale=page_locale or locale, **known)  # type: ignore[arg-type]
    return render_body(prose, definitions)  # type: ignore[arg-type]


_ANCHOR = re.compile(r'(<h[2-6] id="([^"]+)">(?:<span[^>]*></span>)?)<a href="#\2"[^>]*>(.*?)</a>(?=</h)', re.DOTALL)
_BETWEEN = re.compile(
    r"\s*(</?(?:p|[uod]l|li|d[td]|table|t[rdh]|thead|tbody|div|h\d|hr|blockquote|pre|code|br)\b[^>]*>)\s*"
)


def _tidy(html: str) -> str:
    """Return HTML without permalinks, what every link has, names of check boxes, and blanks that nobody sees."""
    html = _ANCHOR.sub(r"\1\3", str(html))
    html = re.sub(r' rel="noopener noreferrer"| tabindex="0"| class="task"', "", html)
    html = re.sub(r'<span role="img" aria-label="[^"]+">(.)</span>', r"\1", html)
    html = re.sub(r"(<code>.*?)\s*</code></pre>", r"\1</code></pre>", html, flags=re.DOTALL)
    html = _BETWEEN.sub(r"\1", re.sub(r"\s+", " ", html))
    return html.replace("</li> ", "</li>").strip()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_construct_becomes(case: dict[str, str]) -> None:
    assert _tidy(body(case["text"]).html) == _tidy(case["html"])
    assert _tidy(body(case["text"], Locale.ES).html) == _tidy(case.get("es", case["html"]))


def test_a_text_may_end_anywhere() -> None:
    for text in ("> - \n> \n> ", *(case["text"] for case in CASES.values())):
        for end in range(len(text) + 1):
            assert isinstance(_Reader(text[:end], tokens_of(text[:end])).read(), Reading)


def _of_github(text: str) -> str:
    """Return what GitHub's own parser makes of a text, in the elements that we use."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    html = cmarkgfm.markdown_to_html_with_extensions(
        text, options=options, extensions=["table", "strikethrough", "autolink", "tasklist"]
    )
    html = re.sub(r'<input type="checkbox"( checked="")? disabled="" />', lambda m: "☑" if m[1] else "☐", html)
    # A box that GitHub puts before the paragraph of an item stands in it here.
    html = re.sub(r"([☑☐])\s*<p>", r"<p>\1 ", html)
    html = re.sub(r'(<t[hd]) align="(\w+)"', r'\1 class="\2"', html)
    html = html.replace("<del>", "<s>").replace("</del>", "</s>").replace(" />", ">")
    return str(re.sub(r'<code class="[^"]*">', "<code>", html))


_IDS = re.compile(r"(<h[2-6]) id=\"[^\"]*\"")


def _same(html: str) -> str:
    """Return HTML without what only one of the two parsers writes, as lxml reads it."""
    tidy = _IDS.sub(r"\1", _tidy(html))
    return str(lxml_html.tostring(lxml_html.fragment_fromstring(tidy, create_parent="main"), encoding="unicode"))


@pytest.mark.parametrize(
    "text",
    [case["text"] for case in CASES.values() if "ours" not in case],
    ids=[n for n in CASES if "ours" not in CASES[n]],
)
def test_github_shows_a_construct_as_we_do(text: str) -> None:
    assert _same(_all_links(text)) == _same(_of_github(text))


def _all_links(text: str) -> str:
    """Return the HTML of a text whose relative links lead where they say."""
    links = {
        link.href: PageLink(link.href, "")
        for link in parse_body(text).reading.links
        if not re.match("[a-z]+:", link.href)
    }
    return str(body(text, links=links).html)


_WORD = st.sampled_from(["uno", "dos", "años", "3", "(tres)", "a_b_c", "1.5", "&amp;", "–", "x:y", "¿qué?"])
# cmark-gfm is older than what GitHub runs where marks of emphasis stand in each other, or end an address.
_MARKED = st.builds(
    "{0}{1}{0}".format, st.sampled_from(["*", "**", "~~", "~", "_", "***"]), st.sampled_from(["uno", "a < b"])
)
_INLINE = st.one_of(
    _WORD,
    _MARKED,
    st.sampled_from(
        [
            *(
                "`a < b`",
                "[texto](a.md)",
                '[x](https://example.org/a_b "t")',
                "<https://example.org>",
                "[*x*][no]",
                "*",
                "_",
            ),
            *("https://example.org/a?b=c&d", "www.example.org.", "a@example.org,", "(https://example.org)", "http://a"),
            *("\\*", "\\", "\\\n", "  \n", "\n", "!"),
        ]
    ),
)
_LINE = st.lists(_INLINE, min_size=1, max_size=6).map(" ".join)
_ROW = st.lists(_WORD, min_size=2, max_size=2).map(lambda cells: f"| {' | '.join(cells)} |")


def _prefixed(mark: str, indent: int) -> Callable[[str], str]:
    return lambda text: mark + text.replace("\n", "\n" + " " * indent)


def _is_read_alike(text: str) -> bool:
    return not text.endswith("---") and text.strip(" \n") != "" and text.partition("\n")[0].strip(" >") != ""


_BLOCK = st.recursive(
    st.one_of(
        _LINE,
        _WORD.map(lambda word: f"## {word}"),
        st.just("---"),
        # One without rows makes cmark-gfm take the list that it is in for one of paragraphs, as if a line were empty.
        st.lists(_ROW, min_size=1, max_size=3).map(lambda rows: "\n".join(["| a | b |", "|:--|--:|", *rows])),
    ),
    lambda inner: st.one_of(
        st.builds(
            lambda mark, indent, parts: "\n".join(_prefixed(mark, indent)(part) for part in parts),
            st.sampled_from(["- ", "* ", "1. ", "1) "]),
            st.integers(0, 4),
            # To cmark-gfm an empty line behind a rule is none, so that it takes a list of paragraphs for one of words;
            # and an item that begins with two empty lines has words, if there are blanks in them.
            st.lists(inner.filter(_is_read_alike), min_size=1, max_size=3),
        ),
        inner.map(lambda text: "> " + text.replace("\n", "\n> ")),
    ),
    max_leaves=5,
)

# Items to be ticked are words, and stand in no quotation: of others cmark-gfm reads something else than GitHub does.
_FENCES = st.builds("```\n{}\n{}".format, _WORD, st.sampled_from(["```", "````"]))
_TASKS = st.builds("{}{} {}".format, st.sampled_from(["- [x] ", "1. [ ] ", "* [X] "]), _WORD, _WORD)


@given(
    st.lists(st.tuples(_BLOCK | _TASKS | _FENCES, st.sampled_from(["\n", "\n\n"])), min_size=1, max_size=5),
    st.sampled_from(["", "```\n## unclosed", "\\"]),
)
def test_github_shows_what_people_write_as_we_do(parts: list[tuple[str, str]], end: str) -> None:
    text = "".join(block + between for block, between in parts) + end
    # markdown-it-py ends paragraphs of items where lines are indented as code, which the check reports.
    assume(all(found.fault is not BodyFault.CODE_INDENTED for found in read_body(text).faults))
    assert _same(_all_links(text)) == _same(_of_github(text))


@given(st.text(st.sampled_from("ab \n>-*_#`~[]()!:|<&\\.1x^{}\t"), max_size=60))
def test_no_text_makes_anything_but_what_we_write(text: str) -> None:
    html = body(text).html
    assert sanitise(html) == html
    tree = lxml_html.fragment_fromstring(html, create_parent="main")
    ids = [str(id_) for id_ in tree.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert {str(name) for name in tree.xpath("//@class")} <= {
        *("footnotes", "footnote-back", "task", "left", "right", "center", "admonition-title"),
        *(f"admonition {type_}" for type_ in NOTE_TYPES),
    }


def test_positions_are_those_of_the_file() -> None:
    lines = [
        "See [one](a.md) and ![two](b.png) and [three][3], <b>.",
        "- Item [four](d.md)",
        "  more [five](e.md)",
        "> > quoted [six](f.md) https://example.org",
        "",
        "| [a](x.md) | b \\| [a](x.md) |",
        "|---|---|",
        "| c | [a](x.md) <i> |",
        "",
        "[3]: c.md",
    ]
    reading = parse_body("\n".join(lines)).reading
    for link in reading.links:
        line, column = link.position.line, link.position.column
        assert lines[line - 1][column - 1 :].startswith(link.href), link
    assert [link.position.line for link in reading.links] == [1, 10, 2, 3, 4, 4, 6, 6, 8]
    assert [(link.position.column) for link in reading.links if link.href == "x.md"] == [7, 24, 11]
    for fault in reading.faults:
        line, column = fault.position.line, fault.position.column
        assert lines[line - 1][column - 1 :].startswith(fault.text), fault
    for image in reading.images:
        line, column = image.position.line, image.position.column
        assert lines[line - 1][column - 1 :].startswith("!["), image
    assert not any(image.alone for image in reading.images)


def test_what_is_read_of_a_text() -> None:
    body = parse_body("## One *two*\n\nA [link](b.md) and `code` &amp;\nmore.\n\n```\nx\n```")
    reading = body.reading
    assert reading.headings == (Heading(2, "one-two", "One two"),)
    assert reading.heading_lines == (1,)
    assert reading.words.split("\n") == ["One two", "A link and code & more.", "x", ""]


def test_links_lead_from_the_page_and_have_one_number_each_for_paper() -> None:
    links = {
        "two.md": PageLink("two.html", "en/practices/two.html"),
        "../topics/a.md#b": PageLink("../topics/a.html#b", "en/topics/a.html"),
        "two.md#c": PageLink("two.html#c", "en/practices/two.html"),
        "#here": PageLink("#here", ""),
    }
    text = body("[a](two.md) [b](../topics/a.md#b) [c](two.md#c) [d](#here) [e](https://example.org)", links=links)
    assert text.addresses == ("en/practices/two.html", "en/topics/a.html")
    hrefs = [*(link.href for link in links.values()), "https://example.org"]
    tree = lxml_html.fragment_fromstring(text.html, create_parent="main")
    assert tree.xpath("//a/@href") == hrefs
    assert [link.get("data-n") for link in tree.iter("a")] == ["1", "2", "1", None, None]


@pytest.mark.parametrize(
    ("href", "way"),
    [
        ("b.md", ("a/b", "")),
        ("./b.md?x=1#c-d", ("a/b", "c-d")),
        ("../c/d.md#qu%C3%A9", ("c/d", "qué")),
        ("../../x.md", ("../x", "")),
        ("#qué", ("a/page", "qué")),
        ("", ("a/page", "")),
        ("b.html", None),
        ("b", None),
    ],
)
def test_the_way_of_a_link(href: str, way: tuple[str, str] | None) -> None:
    assert way_within(href, "a/page") == way


def test_both_words_for_a_heading_lead_to_it() -> None:
    html = body("## Contexto", Locale.ES, twins={"contexto": "context"}).html
    assert html.startswith('<h2 id="contexto"><span id="context"></span><a href="#contexto"')


def test_a_heading_is_the_link_to_itself_but_where_there_is_one_in_it() -> None:
    tree = lxml_html.fragment_fromstring(body("## A *b*\n\n### [c](https://example.org)").html, create_parent="main")
    assert tree.xpath("//a/@href") == ["#a-b", "https://example.org"]


def _explained(text: str, *terms: Definition) -> list[str]:
    html = body(text, definitions=terms or (PPT, TRADE)).html
    return re.findall(r'<a class="kb-explained"[^>]*>(.*?)</a>', html)


def test_the_first_mention_leads_to_the_glossary() -> None:
    found = body("The PPT asks the PPT.", definitions=(PPT, TRADE))
    link = '<a class="kb-explained" href="../glossary.html#ppt" aria-describedby="explained-ppt"'
    assert found.html == f'<p>The {link} rel="noopener noreferrer">PPT</a> asks the PPT.</p>\n'
    assert found.explained == (PPT,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The pro tempore presidency", ["pro tempore presidency"]),
        ("- PPT", ["PPT"]),
        ("Give & take", ["Give &amp; take"]),
        ("**PPT**", ["PPT"]),
        ("> | a |\n> |---|\n> | PPT |", ["PPT"]),
        ("PPT then [give](a.md) & Give & take", ["PPT", "Give &amp; take"]),
        # An acronym is not the word that is spelt like it, and no part of one.
        ("ppt, PPTs, aPPT, PPT2", []),
        ("[the PPT](https://example.org) `PPT` <https://example.org/PPT>", []),
        ('## PPT\n\nTerm\n: PPT\n\n| PPT |\n|---|\n\n!!! note "PPT"\n    x\n\n```\nPPT\n```', []),
        ("", []),
    ],
)
def test_words_are_explained_where_they_are_prose(text: str, words: list[str]) -> None:
    assert _explained(text) == words


def test_words_in_the_other_language_are_not_explained() -> None:
    assert body("PPT", Locale.ES, Locale.EN, definitions=(PPT,)).explained == ()


def test_a_definition_brings_no_markup_into_the_text() -> None:
    tree = lxml_html.fragment_fromstring(Explainer((HOSTILE,), 'a"b').explain("a word <b>"), create_parent="p")
    assert [element.tag for element in tree.iter()] == ["p", "a"]
    assert tree.xpath("//a/@href") == ['a"b#"><script>']
    assert tree.text_content() == "a word <b>"


@given(st.lists(st.sampled_from(["PPT", " ", "<", "&", "give & take", "Give & take", "x"])).map("".join))
def test_explaining_leaves_the_words_as_they_are(text: str) -> None:
    explainer = Explainer((PPT, TRADE), "g.html")
    html = explainer.explain(text) + explainer.explain(text)
    assert html.striptags() == Markup.escape(text + text).striptags()
    assert len(explainer.used) == html.count("<a ") <= 2


@pytest.mark.parametrize(
    "shape",
    [
        *(
            "[",
            "](",
            "*a ",
            "{:",
            "> ",
            "- ",
            "`",
            "![",
            "<",
            "[^1]",
            "!!! note\n    ",
            "~",
            ":",
            "@",
            "www.",
            "#",
            "_a",
        ),
        *(
            "\\",
            "[a](",
            "| a ",
            "&",
            "(a)[",
            "[a] (",
            ":::",
            "1. a\n   ",
            "  ",
            "[a]: b\n",
            "[^a]: b\n",
            ": a\n",
            "x\n##",
        ),
    ],
)
def test_what_costs_grows_no_faster_than_the_text(shape: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        body("a " + shape * times)
        return time.process_time() - start

    assert seconds(6_000) < 0.3 + 8 * seconds(2_000)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Text</p>", "<p>Text</p>"),
        ("<script>alert(1)</script>", ""),
        ('<img src="x" onerror="alert(1)">', ""),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="jAvA&#9;script:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="data:text/html,x">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="../x.html" onclick="y">x</a>', '<a href="../x.html" rel="noopener noreferrer">x</a>'),
        ('<a href="mailto:a@b.c">x</a>', '<a href="mailto:a@b.c" rel="noopener noreferrer">x</a>'),
        ('<h2 id="a" style="x">T</h2>', '<h2 id="a">T</h2>'),
        ("<h1>T</h1>", "T"),
        ("<style>p{}</style><iframe src=x></iframe><form><input></form><svg onload=x></svg>", ""),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ('<div class="md-overlay admonition note">x</div>', '<div class="admonition note">x</div>'),
        ('<td style="text-align:left" class="right">x</td>', "x"),
    ],
)
def test_what_is_left_of_the_html_of_authors(dirty: str, clean: str) -> None:
    assert sanitise(dirty) == clean
    assert sanitise(clean) == clean


_ALMOST_PLAIN = [
    "a",
    "b c",
    "[d](e.md)",
    "[",
    "]",
    "(",
    ")",
    "\n",
    " ",
    "*",
    "_",
    "!",
    "&amp;",
    "\\",
    "<b>",
    ":",
    "://",
]


_ALMOST_PLAIN_BLOCKS = [
    *("uno", "Dos p", " ", "  ", "    ", "     ", "\n", "\n\n", "1", "2021", ")", ".", "!", "\u00a0", "(b)", "¿q?"),
    *("- ", "* ", "1. ", "2) ", "\n- ", "\n  - ", "\n    - ", "\n1. ", "\n   1. ", "\n2. ", "\n  ", "[x] "),
    *("## ", "# ", "##", "\n#", "\n| a | b |\n|---|---|\n", "| a | [b](c) |\n", "||", "|", "---", "==="),
    *("\n!!! note\n    ", '\n!!! tip "T"\n\n    ', "!!! other\n", "> ", "```\n", ":", "<b>", "::: x", "{: .y}"),
    *("[a](b.md)", "[1](x)", "[1. u](x)", "[- a](b)", "[.](c)", "[a|b](c)", "![", "*", "**f**", "`c`", "\\", "&amp;"),
    *("[no] [a.md]", "[t](a b)", "[^1]", "[x]: y", "https://example.org/a", "www.example.org", "a@example.org", "_"),
]


@given(st.lists(st.sampled_from(_ALMOST_PLAIN_BLOCKS), max_size=24).map("".join))
def test_what_is_read_of_a_text_without_the_parser_is_what_is_read_with_it(text: str) -> None:
    assert read_body(text) == _read_with_parser(text)


def _read_with_parser(text: str) -> Reading:
    return _Reader(text, tokens_of(text)).read()


_USUAL = """Uno
sigue [aquí](../topics/a.md).

## Dos [tres](b.md)

- uno
  sigue
  - dos

  Más [b](c.md).
1. tres

!!! note "Título"

    Cuatro
    - cinco

| a | b |
| --- | ---: |
| [c](d.md) | |
"""


def test_usual_texts_are_read_without_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    with_emphasis = f"{_USUAL}\n**Seis** de `siete`, según <https://example.org>."
    expected = [_read_with_parser(text) for text in (_USUAL, with_emphasis)]
    monkeypatch.setattr(body_module, "tokens_of", None)
    assert [read_body(text) for text in (_USUAL, with_emphasis)] == expected
    assert [link.position.line for link in expected[0].links] == [2, 4, 10, 20]


@given(st.lists(st.sampled_from([*_ALMOST_PLAIN, "https", "www.", "@", "`", "~", "^", '"', "\t", "[^1]"]), max_size=12))
def test_words_read_without_the_parser_are_those_that_it_reads(parts: list[str]) -> None:
    words = "".join(parts).strip()
    fast = plain_tokens(words)
    if fast is not None and words:
        parser = _parser()
        slow: list[Token] = []
        parser.inline.parse(words, parser, {}, slow)
        kept = [
            (t.type, t.tag, t.nesting, t.attrs, t.level, t.content, t.meta.get(AT)) for t in slow if t.content or t.tag
        ]
        assert [(t.type, t.tag, t.nesting, t.attrs, t.level, t.content, t.meta.get(AT)) for t in fast] == kept
