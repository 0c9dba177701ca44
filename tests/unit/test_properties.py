"""What holds for any content, looked for with examples that nobody would think of."""

from __future__ import annotations

import shutil
import string
import unicodedata
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.assemble.addresses import PAGE_SIZE, relative_url
from knowledge_base.assemble.facets import FACETS, STATUS, Sources, group
from knowledge_base.assemble.hashing import text_hash
from knowledge_base.assemble.merge import merge
from knowledge_base.locale import Locale
from knowledge_base.markdown.body import parse_body
from knowledge_base.model import shape as shapes
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.model.record import Translation
from knowledge_base.model.shape import Fields, Leaf, Many, Shape, shape_of
from knowledge_base.model.vocabularies import TERM_MODELS
from knowledge_base.parse.document import parse_document
from knowledge_base.parse.validate import salvage, validate
from knowledge_base.parse.yaml_tree import load
from knowledge_base.read import SourceFile, decode
from knowledge_base.view.parts.lists import grouped_page, page_count, pagination
from knowledge_base.view.parts.site import Site
from tests.unit.anything import ONE_SIGN, TEXTS, anything, entry_file, original_page, report, shaped, spoiled
from tests.unit.catalogues import catalogue_of, copy_of, practices, valid_catalogue
from tests.unit.repository import VALID

_KINDS = st.sampled_from(KINDS)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the valid repository, to which every example adds its files and takes them away."""
    return Path(shutil.copytree(VALID, tmp_path_factory.mktemp("any") / "repository"))


@given(
    st.binary(max_size=400), st.sampled_from(["docs/es/practices/any.md", "docs/en/any.md", "vocabularies/terms.yml"])
)
def test_any_bytes_are_read_or_reported(repository: Path, data: bytes, name: str) -> None:
    text, _ = decode(data, PurePosixPath(name), Locale.EN)
    assert "\r" not in text
    report(repository, {name: data})


@given(st.data(), st.sampled_from(sorted(path.relative_to(VALID).as_posix() for path in VALID.rglob("*.*"))))
def test_any_slip_in_a_valid_file_is_reported_or_harmless(repository: Path, data: st.DataObject, name: str) -> None:
    text = (VALID / name).read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 6)))
        text = text[:start] + data.draw(ONE_SIGN) + text[end:]
    report(repository, {name: text.encode()})


@given(st.data(), _KINDS, TEXTS)
def test_any_front_matter_is_read_or_reported(repository: Path, data: st.DataObject, kind: Kind, body: str) -> None:
    original = {**data.draw(spoiled(kind)), "id": "any"}
    other = data.draw(spoiled(kind) | anything())
    files = {"es": entry_file(original, body), "en": entry_file(other, body)}
    report(repository, {f"docs/{folder}/{kind.folder}/any.md": file for folder, file in files.items()})


@given(st.data(), _KINDS)
def test_any_translation_is_read_or_reported(repository: Path, data: st.DataObject, kind: Kind) -> None:
    original = {**data.draw(spoiled(kind)), "id": "any", "original": "es"}
    about = data.draw(shaped(shape_of(Translation)))
    translation = {**data.draw(spoiled(kind)), "id": "any", "original": "es", "translation": about}
    files = {"es": entry_file(original, ""), "en": entry_file(translation, "")}
    report(repository, {f"docs/{folder}/{kind.folder}/any.md": file for folder, file in files.items()})


@given(
    st.sampled_from(sorted(TERM_MODELS)).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(shaped(shape_of(TERM_MODELS[n])), max_size=4))
    )
)
def test_any_vocabulary_is_read_or_reported(repository: Path, vocabulary: tuple[str, list[Any]]) -> None:
    name, terms = vocabulary
    report(
        repository,
        {f"vocabularies/{name}.yml": yaml.safe_dump(terms, allow_unicode=True).encode("utf-8", "surrogatepass")},
    )


_PIECES = [
    *("[a](b.md)", "[a c](../b/c.md#d)", "[x]: y", "[^1]", "![i](j)", "[", "]", "(b)", "!", '"t"', "a", ": "),
    *("<b>", "&amp;", "\\", "|", "\n|-|\n", "`", "```", "~~~", "\n", "\n\n", "    ", "- ", "# ", "* ", "_", "**"),
    "!!! note\n    ",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_the_places_of_what_is_in_a_body_are_in_the_text(body: str) -> None:
    reading = parse_body(body).reading
    lines = body.split("\n")
    for position in (*(link.position for link in reading.links), *(found.position for found in reading.faults)):
        assert 1 <= position.line <= len(lines)
        assert 1 <= position.column <= len(lines[position.line - 1]) + 1


@given(TEXTS)
def test_the_places_of_yaml_are_in_the_text(text: str) -> None:
    tree = load(text)
    lines = text.split("\n")
    places = [*map(tree.position, tree.values), *map(tree.key_position, tree.keys)]
    for position in (*places, *(finding.position for finding in tree.findings)):
        assert 1 <= position.line <= len(lines)
        assert 1 <= position.column <= len(lines[position.line - 1]) + 1


@given(TEXTS, TEXTS)
def test_a_body_begins_on_the_line_that_its_page_says(front: str, body: str) -> None:
    text = f"---\n{front}\n---\n{body}"
    page, _ = parse_document(SourceFile(path=PurePosixPath("docs/es/a.md"), locale=Locale.ES, address="a", text=text))
    assert "\n".join(text.split("\n")[page.body_line - 1 :]) in (page.body, text)


@given(st.data())
def test_the_hash_of_a_text_knows_no_facts_and_no_white_space_at_line_ends(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(valid_catalogue().entries))
    page = original_page(entry)
    expected = text_hash(entry.kind.record, page.tree.data, page.body)
    facts = [
        name
        for name, shape in shape_of(entry.kind.record).fields.items()
        if isinstance(shape, Leaf) and not shape.is_text
    ]
    changed = {**page.tree.data, **data.draw(st.dictionaries(st.sampled_from(facts), st.text()))}
    ends = data.draw(st.lists(st.sampled_from(["", " ", "  ", "\t"]), min_size=1))
    body = "\n".join(line + ends[number % len(ends)] for number, line in enumerate(page.body.split("\n")))
    normalize = partial(unicodedata.normalize, data.draw(st.sampled_from(("NFC", "NFD"))))
    written = {name: normalize(value) if isinstance(value, str) else value for name, value in changed.items()}
    assert text_hash(entry.kind.record, written, normalize(body) + "\n\n") == expected


@given(st.data(), st.text(alphabet=string.ascii_letters, min_size=1))
def test_the_hash_of_a_text_knows_every_word(data: st.DataObject, word: str) -> None:
    entry = data.draw(st.sampled_from(valid_catalogue().entries))
    page = original_page(entry)
    expected = text_hash(entry.kind.record, page.tree.data, page.body)
    name = data.draw(st.sampled_from(["title", "summary", "body"]))
    changed = {**page.tree.data, name: f"{page.tree.data.get(name)} {word}"}
    body = page.body + (word if name == "body" else "")
    assert text_hash(entry.kind.record, changed, body) != expected


def _facts(shape: Shape, data: Any, path: shapes.Path = ()) -> dict[shapes.Path, Any]:
    """Return every value of front matter that is no text, by its place."""
    match shape:
        case Leaf(is_text=True):
            return {}
        case Many(item) if isinstance(data, list):
            inner = [_facts(item, value, (*path, place)) for place, value in enumerate(data)]
        case Fields(fields=fields) if isinstance(data, dict):
            inner = [_facts(fields.get(name, Leaf()), value, (*path, name)) for name, value in data.items()]
        case _:
            return {path: data}
    return {place: value for found in inner for place, value in found.items()}


@given(st.data(), _KINDS)
def test_a_translation_takes_no_fact_from_its_original(data: st.DataObject, kind: Kind) -> None:
    shape = shape_of(kind.record)
    original = data.draw(spoiled(kind) | anything(1))
    merged = merge(shape, original, data.draw(spoiled(kind) | anything(1)), Locale.EN)
    assert _facts(shape, merged.data) == _facts(shape, original)


@given(st.data(), _KINDS)
def test_a_translation_of_nothing_is_its_original(data: st.DataObject, kind: Kind) -> None:
    original = data.draw(spoiled(kind) | anything(1))
    merged = merge(shape_of(kind.record), original, {}, Locale.EN)
    assert merged.data == original
    assert (merged.contradictions, merged.surplus) == ([], [])


@given(st.data(), _KINDS)
def test_of_a_faulty_record_every_field_is_there(data: st.DataObject, kind: Kind) -> None:
    given_ = data.draw(spoiled(kind) | anything(1))
    record, errors = validate(kind.record, given_, Locale.ES)
    assert (record is None) == bool(errors)
    saved = salvage(kind.record, given_, Locale.ES)
    for name in kind.record.model_fields:
        value = getattr(saved, name)
        assert record is None or value == getattr(record, name)


@pytest.mark.parametrize("id_", sorted(valid_catalogue().by_id))
def test_what_is_salvaged_of_a_good_entry_is_all_of_it(id_: str) -> None:
    entry = valid_catalogue().by_id[id_]
    assert salvage(type(entry.record), original_page(entry).tree.data, entry.original) == entry.record


_SEGMENTS = st.text(alphabet=string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=6)
_URLS = st.lists(_SEGMENTS, min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".html")


@given(_URLS, _URLS, st.just("") | _SEGMENTS.map("#{}".format))
def test_a_relative_url_leads_where_it_should(target: str, page: str, fragment: str) -> None:
    root = "https://example.org/base/"
    assert urljoin(root + page, relative_url(target + fragment, page)) == root + target + fragment


@given(st.lists(st.sampled_from(sorted(valid_catalogue().by_id)), max_size=3 * PAGE_SIZE + 1))
def test_the_pages_of_a_list_show_every_entry_once(ids: list[str]) -> None:
    entries = [copy_of(valid_catalogue().by_id[id_], f"{id_}-{place}") for place, id_ in enumerate(ids)]
    catalogue = catalogue_of(entries)
    site = Site(catalogue=catalogue, locale=Locale.ES)
    ordered = catalogue.groups[STATUS.name].get("published", ())
    spans = catalogue.spans[STATUS.name].get("published", ())
    assert {entry.id for entry in ordered} == {entry.id for entry in entries}
    total = page_count(len(ordered))
    shown: list[str] = []
    for number in range(1, total + 1):
        groups = grouped_page(site, ordered, spans, number)
        cards = [card.url for part in groups for card in part.cards]
        assert len(cards) <= PAGE_SIZE
        assert bool(cards) == bool(entries)
        shown += cards
        links = pagination(site, "practices/index", number, total)
        assert (links.previous is None, links.next is None) == (number == 1, number == total)
        assert {str(link.label) for link in links.pages} >= {"1", str(number), str(total)}
    assert shown == [site.url(entry.address) for entry in ordered]


@given(
    st.lists(st.sampled_from(sorted(valid_catalogue().by_id)), unique=True), st.sampled_from(FACETS), st.integers(0, 4)
)
def test_groups_hold_an_entry_under_each_of_its_keys_and_no_other(ids: list[str], facet: Any, more: int) -> None:
    entries = [*(valid_catalogue().by_id[id_] for id_ in ids), *practices(more)]
    sources = Sources({entry.id: entry for entry in entries}, valid_catalogue().vocabularies)
    groups = group(entries, facet, sources)
    for entry in entries:
        assert {key for key, members in groups.items() if entry in members} == set(facet.keys_of(entry, sources))
    for members in groups.values():
        assert members
        assert list(members) == [entry for entry in entries if entry in members]
