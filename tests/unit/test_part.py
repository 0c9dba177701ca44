"""The copy of a part of the content: what is chosen, what is said of the rest, and how it is packed."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base.assemble.addresses import term_address
from knowledge_base.assemble.briefs import with_narrower
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.concerning import CHOSEN_BY, concerning_members, is_member, own_entries
from knowledge_base.assemble.facets import COUNTRY, MEETING_FACET, TOPIC
from knowledge_base.assemble.reduced import part_of
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.markdown.html import render_body
from knowledge_base.publish.packs.offline import START_PAGE, make_pack
from knowledge_base.publish.packs.packing import Manifest, PackError
from knowledge_base.publish.packs.part import MOST_OF_NAME, make_part
from knowledge_base.publish.site.about import ABOUT_FILE, About, AboutPart, about_part
from knowledge_base.setup_error import SetupError
from knowledge_base.view.parts.left_out import left_out
from knowledge_base.view.parts.linked import MOST_LINKED
from knowledge_base.view.parts.prose import prose_of
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue
from tests.unit.repository import make_repository
from tests.unit.test_offline import NEW_DAY, OLD_DAY, built, contents, start_page_of, write

_REPOSITORY = Path(__file__).parents[2]
_HOME = "https://example.org/kb/"
_BORDERS = AboutPart(name="topics-borders", labels={Locale.ES: "Fronteras", Locale.EN: "Borders"}, home="")


@pytest.fixture(scope="module")
def whole() -> Catalogue:
    """Return the content of this repository."""
    return check_content(_REPOSITORY).catalogue


def _terms(catalogue: Catalogue) -> Iterator[str]:
    """Yield the addresses of the topics and countries of which there is anything."""
    for facet in CHOSEN_BY:
        yield from (term_address(facet, id_) for id_ in catalogue.groups[facet.name])


# What is chosen


def test_without_a_choice_there_is_the_whole() -> None:
    assert part_of(valid_catalogue(), "") is valid_catalogue()
    assert part_of(valid_catalogue(), " , ") is valid_catalogue()
    assert not valid_catalogue().part.chosen
    assert about_part(valid_catalogue().part, _HOME) is None


def test_a_topic_comes_with_its_narrower_ones_and_what_they_hang_on(whole: Catalogue) -> None:
    part = part_of(whole, "topics/borders")
    kept = {entry.id for entry in part.entries}
    own = own_entries(whole, TOPIC, "borders")
    narrower = with_narrower(whole.vocabularies.topics, "borders")
    assert len(narrower) > 1
    assert {entry.id for id_ in narrower for entry in whole.grouped(TOPIC, id_)} <= own.keys() < kept
    assert kept < whole.by_id.keys()
    for id_ in own:
        assert kept >= {*whole.terms_of(MEETING_FACET, whole.by_id[id_])} & whole.by_id.keys()
    # Nothing else: each of the others is named by, or changes, or held, what is.
    near = {link.target for id_ in kept for link in whole.links.get(id_, ())}
    assert kept <= own.keys() | near | {id_ for e in part.entries for id_ in whole.terms_of(MEETING_FACET, e)}
    assert [entry.id for entry in part.entries] == [entry.id for entry in whole.entries if entry.id in kept]


def test_a_member_country_comes_with_what_concerns_all_members(whole: Catalogue) -> None:
    kept = part_of(whole, "countries/cr").by_id.keys()
    assert concerning_members(whole)
    assert kept >= own_entries(whole, COUNTRY, "CR").keys() | concerning_members(whole).keys()
    other = part_of(whole, "countries/jm")
    assert not is_member(whole, COUNTRY, "JM")
    assert not other.by_id.keys() >= concerning_members(whole).keys()


def test_several_are_one_part(whole: Catalogue) -> None:
    both = part_of(whole, "countries/jm, topics/security")
    assert both.by_id.keys() >= part_of(whole, "topics/security").by_id.keys() | part_of(whole, "JM").by_id.keys()
    # In the order of the vocabularies, each once.
    again = part_of(whole, "security topics/security Jamaica")
    assert again.part == both.part
    assert [term.address for term in both.part.chosen] == ["topics/security", "countries/jm"]
    part = about_part(both.part, _HOME)
    assert part
    assert part.name == "topics-security-countries-jm"
    assert part.labels[Locale.ES].endswith(", Jamaica")


def test_there_are_only_whole_briefs(whole: Catalogue) -> None:
    part = part_of(whole, "topics/borders")
    full = with_narrower(whole.vocabularies.topics, "borders")
    assert part.briefs.matters
    for pair, matter in part.briefs.matters.items():
        assert pair[1] in full
        assert {entry.id for entry in matter.entries} == {e.id for e in whole.briefs.matters[pair].entries}


@pytest.mark.parametrize("changed", [True, False])
def test_an_agreement_comes_with_those_that_change_it(*, changed: bool) -> None:
    """Without them, its points would seem to hold."""
    entries = valid_catalogue().by_id
    supersedes = ("conclusions",) if changed else ()
    later = copy_of(entries["conclusions"], "later", supersedes=supersedes, topics=("shelter",))
    part = part_of(catalogue_of([*entries.values(), later]), "trafficking")
    assert "conclusions" in part.by_id
    assert ("later" in part.by_id) is changed


def test_a_note_comes_with_the_answers_to_its_questions() -> None:
    """Without them, it would seem that nobody is known to have answered."""
    entries = valid_catalogue().by_id
    answer = copy_of(entries["hotline"], "answer", answers=("note#1",), topics=("trafficking",), leads=(), countries=())
    part = part_of(catalogue_of([*entries.values(), answer]), "shelter")
    assert {"note", "answer"} <= part.by_id.keys()
    assert "hotline" not in part.by_id


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("topics/traficking", "'topics/traficking' is no topic and no country .* did you mean topics/trafficking"),
        ("countries/mexic", "did you mean countries/mx"),
        ("trafick", "did you mean topics/trafficking"),
        ("topics/mx", "'topics/mx' is no topic and no country"),
        ("topics/trafficking qqqq", "'qqqq' is no topic and no country .* write their addresses, as topics/borders"),
        ("organisations/iom", "is no topic and no country"),
        ("countries/bz", "'countries/bz' is no topic and no country of the vocabularies; write their addresses"),
    ],
)
def test_what_is_no_topic_or_country_is_said(asked: str, told: str) -> None:
    with pytest.raises(SetupError, match=told):
        part_of(valid_catalogue(), asked)


def test_of_a_term_without_entries_there_is_no_copy() -> None:
    with pytest.raises(SetupError, match="nothing is recorded about topics/borders"):
        part_of(catalogue_of([]), "topics/borders")


# What is said of the rest


@pytest.mark.parametrize("home", ["", _HOME])
@pytest.mark.parametrize("asked", [*_terms(valid_catalogue())])
def test_all_pages_of_a_part_can_be_made_and_say_that_it_is_one(asked: str, home: str) -> None:
    part = part_of(valid_catalogue(), asked)
    for locale in Locale:
        site = site_in(locale, part, home=home)
        for page in plan_pages(site):
            assert page.chrome.part == part.part.label(locale) != ""
            page.view()
            page.prose()


def test_what_is_linked_and_left_out_is_listed(whole: Catalogue) -> None:
    part = part_of(whole, "topics/borders")
    for id_, absent in part.part.linked.items():
        linked = {link.target for link in whole.links[id_]}
        assert {entry.id for entry in absent} == linked - part.by_id.keys()
        for home in ("", _HOME):
            shown = left_out(site_in(Locale.EN, part, home=home), part.by_id[id_])
            assert shown
            assert len(shown.entries) + shown.more == len(absent)
            assert len(shown.entries) <= MOST_LINKED
            urls = [f"{home}en/{entry.address}.html" if home else "" for entry in absent[:MOST_LINKED]]
            assert [link.url for link in shown.entries] == urls
    assert part.part.linked
    assert left_out(site_in(Locale.EN, whole), whole.entries[0]) is None


def test_links_of_a_text_lead_to_the_published_site_or_say_that_it_is_not_here(tmp_path: Path) -> None:
    words = "See [the plan](../background/plan.md#cite) and [the topic](../topics/trafficking.md)."
    root = make_repository(tmp_path, {})
    for path in sorted(root.glob("docs/*/practices/hotline.md")):
        text = path.read_text("utf-8")
        path.write_text(f"{text}\n{words}\n", "utf-8")
    catalogue = check_content(root).catalogue
    assert "plan" in catalogue.by_id
    part = next(
        part
        for part in (part_of(catalogue, asked) for asked in _terms(catalogue))
        if "hotline" in part.by_id and "plan" not in part.by_id
    )

    def shown(catalogue: Catalogue, home: str) -> str:
        prose = prose_of(site_in(Locale.EN, catalogue, home=home), catalogue.by_id["hotline"])
        assert prose
        return str(render_body(prose).html)

    rel = 'rel="noopener noreferrer"'
    plan = "background/plan.html#cite"
    assert f'<a href="../{plan}" data-n="1" {rel}>the plan</a> and' in shown(catalogue, _HOME)
    assert f'<a href="{_HOME}en/{plan}" {rel}>the plan</a> (not in this copy) and' in shown(part, _HOME)
    assert "See the plan (not in this copy) and" in shown(part, "")
    topic = '<a href="../topics/trafficking.html" data-n='
    assert all(topic in shown(each, home) for each in (catalogue, part) for home in ("", _HOME))


# The pack


@pytest.fixture
def start_page(tmp_path: Path) -> Path:
    page = start_page_of(tmp_path)
    write(page.parent, {START_PAGE: page.read_text("utf-8") + "{part-es}{part-en}"})
    return page


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return built(tmp_path / "site")


def _part_site(folder: Path, part: AboutPart | None = _BORDERS) -> Path:
    return built(
        folder, pages={ABOUT_FILE: About(OLD_DAY, revision="abc1234", part=part).script(), "index.html": "<p>Part"}
    )


def _offered(folder: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((folder / "packs.json").read_bytes())
    return found


def test_what_a_copy_is_of_says_which_part() -> None:
    about = About(OLD_DAY, revision="abc1234", offline=True, part=replace(_BORDERS, home=_HOME))
    assert About.parse(about.script()) == about
    assert "part" not in About(OLD_DAY, revision="abc1234").script()
    with pytest.raises(ValueError, match="not as a build writes it"):
        About.parse(about.script().replace('"labels"', '"label"'))


def test_a_part_is_packed_under_its_name_and_listed_beside_the_whole(
    tmp_path: Path, site: Path, start_page: Path
) -> None:
    make_pack(site, tmp_path / "dist", start_page)
    zip_ = make_part(_part_site(tmp_path / "part"), site, tmp_path / "dist", start_page)
    assert zip_.name == "rcm-knowledge-base-topics-borders-2021-06-10.zip"
    with zipfile.ZipFile(zip_) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"rcm-topics-borders"}
        assert archive.read("rcm-topics-borders/index.html") == b"<p>Part"
        about = About.parse(archive.read(f"rcm-topics-borders/{ABOUT_FILE}").decode())
        files = {name: archive.read(name) for name in archive.namelist()}
    assert about == About(OLD_DAY, revision="abc1234", offline=True, part=_BORDERS)
    listed = zip_.with_name("rcm-knowledge-base-topics-borders-2021-06-10.manifest.json")
    manifest = Manifest.from_json(listed.read_bytes(), listed.name)
    assert {file.path: file.sha256 for file in manifest.files} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }
    for folder in (tmp_path / "dist", site / "packs"):
        sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("ascii").splitlines())
        assert sums[zip_.name] == hashlib.sha256((folder / zip_.name).read_bytes()).hexdigest()
        assert [one["form"] for one in _offered(folder)] == ["manifest", "folder", "manifest", "part"]
    script = (site / "packs" / "packs.js").read_text("utf-8")
    shown = json.loads(script.removeprefix("window.rcmDownloads = ").removesuffix(";\n"))
    assert [one["form"] for one in shown] == ["folder", "part"]
    assert shown[1]["part"]["labels"] == {"es": "Fronteras", "en": "Borders"}


def test_each_part_stays_until_it_is_made_again(tmp_path: Path, site: Path, start_page: Path) -> None:
    other = AboutPart(name="countries-cr", labels=dict.fromkeys(Locale, "Costa Rica"), home="")
    dist = tmp_path / "dist"
    first = make_part(_part_site(tmp_path / "first"), site, dist, start_page).read_bytes()
    make_part(_part_site(tmp_path / "second", other), site, dist, start_page)
    make_pack(site, dist, start_page)
    assert len(_offered(dist)) == 6
    before = contents(dist)
    # The same bytes, from another folder.
    shutil.copytree(tmp_path / "first", tmp_path / "third")
    assert make_part(tmp_path / "third", site, dist, start_page).read_bytes() == first
    assert contents(dist) == before
    later = replace(About(NEW_DAY, revision="abc1234"), part=_BORDERS)
    write(tmp_path / "third", {ABOUT_FILE: later.script()})
    write(site, {ABOUT_FILE: About(NEW_DAY, revision="abc1234").script()})
    make_part(tmp_path / "third", site, dist, start_page)
    names = [one["name"] for one in _offered(dist) if one["form"] == "part"]
    assert names == [
        "rcm-knowledge-base-countries-cr-2021-06-10.zip",
        "rcm-knowledge-base-topics-borders-2021-07-29.zip",
    ]


@pytest.mark.parametrize(
    ("home", "where"),
    [
        ("", "Everything is in the file rcm-knowledge-base-2021-06-10.zip; ask for it where you got this."),
        (_HOME, f'Everything is on the website: <a href="{_HOME}en/index.html">{_HOME}en/index.html</a>'),
    ],
)
def test_the_start_page_says_which_part_it_is_and_where_everything_is(
    tmp_path: Path, site: Path, start_page: Path, home: str, where: str
) -> None:
    labels = {Locale.ES: "Fronteras", Locale.EN: "Borders <b>"}
    part = AboutPart(name="topics-borders", labels=labels, home=home)
    zip_ = make_part(_part_site(tmp_path / "part", part), site, tmp_path / "dist", start_page)
    with zipfile.ZipFile(zip_) as archive:
        page = archive.read(f"rcm-topics-borders/{START_PAGE}").decode()
    assert "Esta copia tiene solo una parte: lo que trata de Fronteras, " in page
    assert "This copy has only a part: what is about Borders &lt;b&gt;, " in page
    assert where in page
    pack = make_pack(site, tmp_path / "dist", start_page)
    with zipfile.ZipFile(pack.path) as archive:
        assert "part" not in archive.read(f"rcm-knowledge-base/{START_PAGE}").decode()


def test_what_is_no_part_or_not_of_the_same_content_is_not_packed(tmp_path: Path, site: Path, start_page: Path) -> None:
    dist = tmp_path / "dist"
    part = _part_site(tmp_path / "part")
    with pytest.raises(PackError, match="has all of the content, not a part"):
        make_part(site, _part_site(tmp_path / "other", None), dist, start_page)
    with pytest.raises(PackError, match=r"has only a part of the content \(topics-borders\)"):
        make_part(part, _part_site(tmp_path / "two"), dist, start_page)
    with pytest.raises(PackError, match="has only a part of the content"):
        make_pack(part, dist, start_page)
    with pytest.raises(PackError, match="are of different content"):
        make_part(part, built(tmp_path / "newer", NEW_DAY), dist, start_page)
    (part / ABOUT_FILE).unlink()
    with pytest.raises(PackError, match="is not a whole site"):
        make_part(part, site, dist, start_page)
    long = replace(_BORDERS, name="topics-" + "b" * MOST_OF_NAME)
    with pytest.raises(PackError, match="is too long"):
        make_part(_part_site(tmp_path / "long", long), site, dist, start_page)
    assert [*dist.glob("*")] == []
