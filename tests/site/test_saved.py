"""The site as saved on a device: nothing unasked, all of it checked, read without the site, updated, and removed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from marionette_driver.marionette import Marionette
from playwright.sync_api import Browser, expect

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale
from tests.site.built import BuiltSite
from tests.site.readers import firefox_reader
from tests.site.saving import Saver, hosted, saver
from tools.serving import served

_READY, _SAVE = "Ready.", "Save on this device"
_TOPIC = "topics/assisted-return"

# Does something to the first bundle that is there.
_ON_DEVICE = """async (what) => {
    const cache = await caches.open((await caches.keys())[0]);
    const key = (await cache.keys()).find(({ url }) => url.endsWith(".zlib"));
    await (what === "damage" ? cache.put(key, new Response("damaged")) : cache.delete(key));
}"""

# Presses a button as soon as it is there, and returns what is said then, in the end.
_PRESS = """
    const [label, said] = values;
    const until = async (ready) => {
        for (let tries = 0; tries < 1000 && !ready(); tries += 1) await new Promise((done) => setTimeout(done, 20));
    };
    const buttons = () => [...document.querySelectorAll("#kb-save button:not([hidden])")];
    const button = () => buttons().find((one) => one.textContent === label);
    const status = () => document.querySelector("#kb-save [role=status]")?.textContent ?? "";
    await until(button);
    button().click();
    await until(() => status().includes(said));
    return status();
"""


@pytest.fixture
def reader(chromium: Browser, published_site: BuiltSite) -> Iterator[Saver]:
    """Return a reader who has saved nothing."""
    with saver(chromium, published_site.folder) as one:
        yield one


def test_nothing_is_kept_unasked_and_a_saved_language_is_read_without_the_site(reader: Saver) -> None:
    assert reader.open("en/") == "RCM knowledge base"
    reader.open_saving()
    assert reader.kept() == ([], 0)
    assert reader.host.bundles_asked().total() == reader.host.asked["sw.js"] == 0
    listed = reader.host.list("en")
    whole = sum(size for _, size in (listed["bundles"][number] for number in {*listed["always"], *listed["rest"]}))
    assert f"{whole / 1e6:.1f}\u00a0MB" in reader.state
    reader.press(_SAVE, _READY)
    assert "Saved on this device and checked. Everything in English" in reader.state
    reader.page.goto(f"{reader.host.home}en/no-such-page")
    assert "404" in json.dumps(reader.page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus"))
    reader.host.stop()
    for path, title in {
        "en/": "RCM knowledge base",
        "en/about": "About this knowledge base",
        "en/topics": "Topics",
        f"en/{_TOPIC}?x=1#title": "Assisted return",
        "en/explore.html": "Explore",
        "en/briefs/gt/assisted-return.html": "Guatemala: Assisted return",
        "about.html": "This page is not saved on this device",
        "en/no-such-page": "This page is not saved on this device",
    }.items():
        assert title in reader.open(path), path
    assert reader.page.url == f"{reader.host.home}en/no-such-page"
    assert reader.page.locator("main a").first.get_attribute("href") == "/kb/en/index.html"
    reader.open(f"en/{_TOPIC}")
    assert reader.page.url == f"{reader.host.home}en/{_TOPIC}.html"
    reader.open("en/explore.html")
    reader.page.locator(".kb-explore__results li").first.wait_for()
    found, said = reader.find('shelter "assisted return"')
    assert found
    assert "saved on this device" not in said


def test_a_download_that_broke_goes_on_where_it_stopped(reader: Saver) -> None:
    reader.host.bundles_left = 3
    reader.open_saving()
    reader.press(_SAVE, "The connection broke.")
    assert "Not complete yet: 3 of" in reader.state
    assert reader.open("en/about.html") == "About this knowledge base"
    assert reader.host.asked["en/about.html"] == 1, "it is not read from a copy that is not whole"
    reader.host.bundles_left = None
    reader.open_saving()
    assert "Not complete yet: 3 of" in reader.state
    reader.press("Continue", _READY)
    again = {path: count for path, count in reader.host.bundles_asked().items() if count > 1}
    assert [*again.values()] == [2], "only what had not arrived is asked for again"
    assert reader.open("en/about.html") == "About this knowledge base"
    assert reader.host.asked["en/about.html"] == 1


def test_a_line_that_breaks_in_the_middle_of_a_large_part_costs_none_of_it(reader: Saver) -> None:
    listed = reader.host.list("en")
    bundles = [listed["bundles"][number] for number in {*listed["always"], *listed["rest"]}]
    name, size = max(bundles, key=lambda bundle: bundle[1])
    reader.host.breaks = f"saved/{name}"
    reader.open_saving()
    reader.press(_SAVE, "The connection broke.")
    assert 0 < reader.host.sent[f"saved/{name}"] < size
    reader.host.breaks = None
    reader.press("Continue", _READY)
    assert reader.host.sent[f"saved/{name}"] == size
    kept = reader.page.evaluate("async () => (await (await caches.open((await caches.keys())[0])).keys()).length")
    assert kept == 1 + len(bundles), "the copy and its bundles"


def test_a_part_that_arrives_damaged_is_told_and_not_called_saved(reader: Saver) -> None:
    name, _ = reader.host.list("en")["bundles"][2]
    data = (reader.host.site / "saved" / name).read_bytes()
    reader.host.changed[f"saved/{name}"] = bytes([*data[:-1], data[-1] ^ 1])
    reader.open_saving()
    reader.press(_SAVE, "A part arrived damaged")
    assert "Not complete yet: 2 of" in reader.state
    assert reader.open("en/about.html") == "About this knowledge base"
    assert reader.host.asked["en/about.html"] == 1
    del reader.host.changed[f"saved/{name}"]
    # What has become damaged on the device is seen in the end.
    reader.page.evaluate(_ON_DEVICE, "damage")
    reader.open_saving()
    reader.press("Continue", "A part arrived damaged")
    assert "Saved on this device" not in reader.state
    reader.press("Continue", _READY)
    # A browser may delete what it has kept.
    reader.page.evaluate(_ON_DEVICE, "delete")
    reader.open_saving()
    assert "Saved on this device" not in reader.state
    reader.press(_SAVE, _READY)


def test_a_newer_site_is_offered_and_then_read(reader: Saver) -> None:
    reader.open_saving()
    reader.press(_SAVE, _READY)
    reader.host.change("en", "en/about.html", "About this knowledge base", "About the new one")
    before = reader.host.bundles_asked()
    assert reader.open("en/about.html") == "About this knowledge base"
    offer = reader.page.locator(".kb-newer")
    offer.wait_for()
    assert "The website has changed since you saved it." in offer.inner_text()
    offer.get_by_role("link", name="Update").click()
    reader.page.locator(".kb-save:not([hidden])").wait_for()
    assert reader.page.url == f"{reader.host.home}en/download.html#save"
    reader.press("Update", _READY)
    assert len(reader.host.bundles_asked() - before) < len(before) / 2, "what has not changed is not fetched again"
    reader.host.stop()
    assert reader.open("en/about.html") == "About the new one"
    expect(offer).to_have_count(0)


def test_a_part_of_the_site_is_saved_and_searched_and_removed_without_a_trace(reader: Saver) -> None:
    reader.open_saving()
    reader.page.get_by_label("Only some topics and countries").check()
    reader.page.locator("#kb-save summary", has_text="Topics").click()
    reader.page.locator("#kb-save label", has_text="Assisted return").locator("input").check()
    reader.press(_SAVE, _READY)
    assert "Assisted return (" in reader.state
    everywhere, said = reader.find("return")
    assert "only finds what is saved" not in said
    reader.page.context.set_offline(True)
    reader.host.stop()
    assert reader.open(f"en/{_TOPIC}.html") == "Assisted return"
    here, said = reader.find("return")
    assert "only finds what is saved on this device" in said
    assert here
    assert set(here) != set(everywhere)
    for path in here[:2]:
        assert reader.open(path) != "This page is not saved on this device", path
    assert reader.open("en/topics/security.html") == "This page is not saved on this device"
    reader.open_saving()
    assert "Assisted return (" in reader.state, "what is saved is said without a connection too"
    reader.press("Remove from this device", "Nothing in English is saved on this device any more.")
    assert reader.kept() == ([], 0)


def test_both_languages_are_kept_apart_and_removed_apart(reader: Saver) -> None:
    reader.open_saving()
    reader.page.get_by_label("Only some topics and countries").check()
    reader.press(_SAVE, _READY)
    reader.open("download.html#save")
    reader.page.get_by_label("Solo algunos temas y países").check()
    reader.press("Guardar en este dispositivo", "Listo.")
    reader.open_saving()
    reader.press("Remove from this device", "Nothing in English")
    assert reader.kept()[1] == 1
    reader.host.stop()
    assert "Base de conocimientos" in reader.open("index.html")
    assert reader.open("en/index.html").startswith("Esta página no está guardada en este dispositivo")


@pytest.mark.parametrize("locale", Locale)
def test_what_is_not_saved_is_told_in_the_language_of_the_page(reader: Saver, locale: Locale) -> None:
    for path, part, save, ready in (
        ("en/download.html", "Only some topics and countries", _SAVE, _READY),
        ("download.html", "Solo algunos temas y países", "Guardar en este dispositivo", "Listo."),
    ):
        reader.open(path)
        reader.page.get_by_label(part).check()
        reader.press(save, ready)
    reader.host.stop()
    said = {Locale.EN: "This page is not saved on this device", Locale.ES: "Esta página no está guardada"}
    assert said[locale] in reader.open(url("topics/security", locale))


def test_two_tabs_do_not_spoil_each_others_work(reader: Saver) -> None:
    reader.open_saving()
    other = Saver(reader.page.context.new_page(), reader.host)
    other.open_saving()
    with reader.host.held():
        reader.press(_SAVE, "Saving:")
        other.press(_SAVE, "Another tab of this website is saving")
    reader.status.filter(has_text=_READY).wait_for()
    # What it shows is right again once the reader comes back to it.
    other.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    other.page.locator(".kb-save__state", has_text="Saved on this device and checked").wait_for()
    other.press("Remove from this device", "any more")
    assert reader.kept() == ([], 0)


def test_a_tab_that_is_closed_in_the_middle_leaves_what_has_arrived(reader: Saver) -> None:
    other = Saver(reader.page.context.new_page(), reader.host)
    other.open_saving()
    with reader.host.held(after=3):
        other.press(_SAVE, "Saving: ")
        other.page.wait_for_function("document.querySelector('#kb-save progress').value > 0")
        other.page.close()
    reader.open_saving()
    assert "Not complete yet" in reader.state
    reader.press("Continue", _READY)


def test_a_device_that_is_full_is_told_and_goes_on_once_there_is_room(reader: Saver) -> None:
    reader.open_saving()
    devtools = reader.page.context.new_cdp_session(reader.page)
    origin = reader.host.home.removesuffix("/kb/")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 500_000})
    reader.press(_SAVE, "There is no room left for it")
    assert "Not complete yet" in reader.state
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    reader.press("Continue", _READY)


def test_a_browser_that_refuses_is_told_of_in_a_sentence(reader: Saver) -> None:
    reader.page.add_init_script(
        "ServiceWorkerContainer.prototype.getRegistration = () => Promise.reject(new DOMException('', 'DataError'));"
    )
    reader.open("en/download.html")
    reader.page.locator("#kb-save", has_text="The browser does not let this site save anything.").wait_for()


def test_a_damaged_record_keeps_nobody_from_the_site(reader: Saver) -> None:
    reader.open_saving()
    reader.press(_SAVE, _READY)
    reader.page.evaluate(
        """async () => {
            const cache = await caches.open((await caches.keys())[0]);
            await cache.put("/kb/saved/copy.en", new Response("{"));
        }"""
    )
    devtools = reader.page.context.new_cdp_session(reader.page)
    devtools.send("ServiceWorker.enable")
    devtools.send("ServiceWorker.stopAllWorkers")
    assert reader.open("en/about.html") == "About this knowledge base"
    reader.open_saving()
    assert "Saved on this device" not in reader.state
    reader.press(_SAVE, _READY)


def test_the_keyboard_stays_where_the_button_was(reader: Saver) -> None:
    reader.open_saving()
    focused = "document.activeElement.textContent"
    with reader.host.held():
        reader.page.get_by_role("button", name=_SAVE).press("Enter")
        reader.status.filter(has_text="Saving:").wait_for()
        assert reader.page.evaluate(focused) == "Pause"
        reader.page.keyboard.press("Enter")
        reader.status.filter(has_text="Pausing when the part").wait_for()
    reader.status.filter(has_text="Paused.").wait_for()
    assert reader.page.evaluate(focused) == "Continue"
    reader.page.keyboard.press("Enter")
    reader.status.filter(has_text=_READY).wait_for()
    assert reader.page.evaluate(focused).startswith("Saved on this device and checked."), "not on what removes it"


def test_on_a_host_without_https_a_sentence_says_what_it_takes(reader: Saver) -> None:
    reader.page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false });")
    reader.open("en/download.html")
    reader.page.locator("#kb-save", has_text="it takes a secure address (https)").wait_for()
    expect(reader.page.locator(".kb-save")).to_be_hidden()


def test_the_site_can_be_put_among_the_programs_of_a_device(reader: Saver) -> None:
    for locale in Locale:
        reader.open("en/about.html" if locale is Locale.EN else "about.html")
        link = reader.page.locator("link[rel=manifest]")
        assert link.count() == 1
        devtools = reader.page.context.new_cdp_session(reader.page)
        manifest = devtools.send("Page.getAppManifest")
        assert manifest["errors"] == []
        said = json.loads(manifest["data"])
        assert said["lang"] == locale
        assert manifest["url"] == f"{reader.host.home}app/{locale}.webmanifest"
        errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # As every context of a test is.
        assert [error["errorId"] for error in errors] == ["in-incognito"]


@pytest.mark.parametrize("locale", Locale)
def test_a_copy_on_a_disk_has_nothing_to_save(chromium: Browser, site: BuiltSite, locale: Locale) -> None:
    with chromium.new_context() as context, context.new_page() as page:
        page.goto((site.folder / ("en/download.html" if locale is Locale.EN else "download.html")).as_uri())
        expect(page.locator("#kb-save")).to_be_hidden()
        expect(page.locator('a[href="#save"]:visible')).to_have_count(0)
        expect(page.locator("link[rel=manifest]")).to_have_count(0)


def test_without_scripts_a_sentence_says_what_it_takes(chromium: Browser, site: BuiltSite) -> None:
    with (
        served(site.folder) as home,
        chromium.new_context(java_script_enabled=False) as context,
        context.new_page() as page,
    ):
        page.goto(f"{home}en/download.html")
        section = page.locator("#kb-save")
        assert "JavaScript has to be on" in section.inner_text()
        expect(section.locator(".kb-save")).to_be_hidden()


def test_firefox_saves_and_reads_it_too(firefox: Marionette, published_site: BuiltSite) -> None:
    with firefox_reader(firefox, offline=False) as reader, hosted(published_site.folder) as host:
        reader.open(f"{host.home}en/download.html")
        assert "Ready." in reader.run(_PRESS, "Save on this device", "Ready.")
        host.stop()
        for path, title in {"en/": "RCM knowledge base", "en/about": "About this", "about.html": "not saved"}.items():
            reader.open(host.home + path)
            assert title in reader.run("return document.title")
        reader.open(f"{host.home}en/download.html")
        reader.run(_PRESS, "Remove from this device", "any more")
        assert (
            reader.run(
                "return (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length"
            )
            == 0
        )
