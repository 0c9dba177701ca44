"""The page for editors: what waits for somebody, and nothing that does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Maturity, Status, TranslationStatus
from knowledge_base.view.pages.editors import MOST_LEADS_LISTED, MOST_WORK_LISTED, EditorsView, WorkList, editors_view
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import catalogue_of, copy_of, practices, valid_catalogue

VALID = valid_catalogue()
TODAY = dt.date(2022, 6, 1)


def _view(catalogue: Catalogue, locale: Locale = Locale.EN, *, edit_home: str = "") -> EditorsView:
    return editors_view(Site(catalogue=catalogue, locale=locale, today=TODAY, home="", edit_home=edit_home))


def _with(*changed: Entry) -> Catalogue:
    ids = {entry.id for entry in changed}
    return catalogue_of([*changed, *(entry for entry in VALID.entries if entry.id not in ids)])


def _lists(view: EditorsView) -> dict[str, WorkList]:
    return {group.id: group for group in (*view.translations, *view.reviews, *view.leads)}


def _titles(group: WorkList) -> list[str]:
    return [str(line.link.label) for line in group.lines]


def _only_original(entry: Entry) -> Entry:
    return replace(entry, versions={entry.original: entry.versions[entry.original]})


def _translated(entry: Entry, *, stale: bool = False, **fields: object) -> Entry:
    """Return an entry whose translation is stale, or says something else of itself."""
    locale = entry.original.other
    version = entry.versions[locale]
    assert version.translation
    translation = version.translation.model_copy(update=fields)
    return replace(entry, versions={**entry.versions, locale: replace(version, translation=translation, stale=stale)})


def test_every_entry_is_counted_once_in_each_language() -> None:
    hotline, dialogue, plan = (VALID.by_id[id_] for id_ in ("hotline", "dialogue", "plan"))
    catalogue = _with(
        _only_original(hotline), _translated(dialogue, stale=True), _translated(plan, status=TranslationStatus.OFFICIAL)
    )
    view = _view(catalogue)
    for language, locale in zip(view.languages, Locale, strict=True):
        *kinds, whole = language.rows
        for name in ("original", "current", "stale", "missing", "official"):
            assert getattr(whole, name) == sum(getattr(row, name) for row in kinds)
        assert whole.original + whole.current + whole.stale + whole.missing == len(VALID.entries)
        assert whole.original == sum(entry.original is locale for entry in VALID.entries)
        assert whole.missing == (locale is hotline.original.other)
        assert whole.stale == (locale is dialogue.original.other)
        # That of the summit is official too.
        assert whole.official == 2 * (locale is plan.original.other)


def test_what_is_to_be_translated_is_listed_with_what_is_known_of_it() -> None:
    hotline, dialogue = VALID.by_id["hotline"], VALID.by_id["dialogue"]
    stale = _translated(dialogue, stale=True, date=dt.date(2021, 7, 3))
    view = _view(_with(_only_original(hotline), stale), edit_home="https://example.org/edit/")
    lists = _lists(view)
    missing = lists[f"missing-{hotline.original.other}"]
    assert [line.edit for line in missing.lines] == [
        f"https://example.org/edit/docs/{hotline.original}/practices/hotline.md"
    ]
    assert lists[f"missing-{hotline.original}"].empty == "Every entry is in English."
    (line,) = lists["stale"].lines
    assert line.edit == "https://example.org/edit/docs/en/meetings/dialogue.md"
    assert line.note == "In English, of 3 July 2021; the original last changed on 2 July 2021"


def test_a_translation_without_a_date_says_when_its_original_changed() -> None:
    (line,) = _lists(_view(_with(_translated(VALID.by_id["dialogue"], stale=True, date=None))))["stale"].lines
    assert line.note == "In English; the original last changed on 2 July 2021"
    assert line.edit == ""


def test_the_texts_that_a_translation_lacks_are_named() -> None:
    entry = VALID.by_id["hotline"]
    locale = entry.original.other
    borrowed = entry.record.model_copy(update={"title": entry.versions[locale].record.title})
    lacking = replace(entry, versions={**entry.versions, locale: replace(entry.versions[locale], record=borrowed)})
    (line,) = _lists(_view(_with(lacking)))["gaps"].lines
    assert line.note.startswith("summary") if isinstance(line.note, str) else False
    assert "title" not in str(line.note)


@pytest.mark.parametrize(
    ("review_by", "listed"),
    [
        ("2022-05-31", "due"),
        ("2022-06-01", "soon"),
        ("2022-08-30", "soon"),
        ("2022-08-31", None),
        (None, None),
    ],
)
def test_reviews_are_announced_and_then_overdue(review_by: str | None, listed: str | None) -> None:
    day = dt.date.fromisoformat(review_by) if review_by else None
    entries = [copy_of(entry, entry.id, review_by=None) for entry in VALID.entries if entry.id != "plan"]
    view = _view(catalogue_of([*entries, copy_of(VALID.by_id["plan"], "plan", review_by=day)]))
    lists = _lists(view)
    assert {id_ for id_ in ("due", "soon") if lists[id_].lines} == ({listed} if listed else set())
    assert view.undated == len(VALID.entries) - (review_by is not None)
    if listed:
        assert "2022, " in str(lists[listed].lines[0].note)


def test_practices_wait_for_the_country_of_whoever_leads_them() -> None:
    leads = [
        copy_of(VALID.by_id["hotline"], f"lead-{number}", maturity=Maturity.REPORTED, leads=(lead,))
        for number, lead in enumerate(("institute", "unhcr", "MX"))
    ]
    others = [entry for entry in VALID.entries if entry.kind.name != "practice"]
    view = _view(catalogue_of([*leads, *others]), Locale.ES)
    assert [(group.title, group.count) for group in view.leads] == [
        ("México", 2),
        ("Agencia de la ONU para los Refugiados", 1),
    ]
    assert view.leads_in_all == 3
    assert ("Prácticas e intervenciones por completar", 3) in [(str(link.label), link.count) for link in view.summary]


def test_what_no_longer_holds_waits_for_nobody() -> None:
    view = _view(
        catalogue_of([copy_of(_only_original(entry), entry.id, status=Status.WITHDRAWN) for entry in VALID.entries])
    )
    assert not view.summary
    assert not view.leads
    assert all(group.empty and not group.lines for group in (*view.translations, *view.reviews))


def test_long_lists_are_cut_and_lead_on() -> None:
    catalogue = catalogue_of(_only_original(entry) for entry in practices(MOST_WORK_LISTED + 5))
    missing = next(group for group in _view(catalogue).translations if group.count > MOST_WORK_LISTED)
    assert len(missing.lines) == MOST_WORK_LISTED
    assert missing.rest
    assert missing.rest.url.startswith("en/explore.html?language=")
    assert _view(VALID).translations[0].rest is None


def test_the_practices_of_many_actors_share_the_room() -> None:
    actors = ("MX", "PA", "unhcr")
    leads = [
        copy_of(one, one.id, maturity=Maturity.REPORTED, leads=(actors[n % 3],)) for n, one in enumerate(practices(90))
    ]
    view = _view(catalogue_of(leads))
    assert [(group.count, len(group.lines)) for group in view.leads] == [(30, MOST_LEADS_LISTED // 3)] * 3
    rests = {str(group.title): group.rest.url for group in view.leads if group.rest}
    assert rests["Mexico"] == "en/explore.html?maturity=reported&lead=MX"
    assert rests["United Nations Refugee Agency"] == "en/explore.html?maturity=reported"


def test_an_empty_knowledge_base_has_the_page_too() -> None:
    view = editors_view(Site(catalogue=catalogue_of([]), locale=Locale.ES))
    assert (view.as_of, view.summary, view.undated) == ("", (), 0)
