"""Where that is with which devices save the site, or show it among their programs."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble.addresses import DOWNLOAD, NOT_SAVED, url
from knowledge_base.locale import DEFAULT_LOCALE, N_, Locale
from knowledge_base.view.parts.site import Site

SAVED = "saved"
"""The folder of the bundles and their lists, from the site root."""

SAVE_SCRIPTS = tuple(f"assets/javascripts/save{part}.js" for part in ("-worker", "-choice", "-state", "-copy", ""))
"""The scripts of the page that saves the site, in the order in which they run."""

SAVE_STYLE = "assets/stylesheets/save.css"
"""Its style sheet."""

WORKER_PARTS = tuple(f"worker/{name}.js" for name in ("store", "tasks", "answers"))
"""The scripts of the worker, in the order in which they run. They are published as one."""

APP_FOLDER = "app"
"""The folder of what a device needs to show the site among its programs: manifests and icons, from the site root."""

WORKER = "sw.js"
"""The service worker, at the root of the site: it answers for what is in its folder (https://w3c.github.io/ServiceWorker/)."""


def app_manifest(locale: Locale) -> str:
    """Return the path of the web app manifest of a language, from the site root."""
    return f"{APP_FOLDER}/{locale}.webmanifest"


def saved_list(locale: Locale) -> str:
    """Return the path of the list of what can be saved of a language, from the site root."""
    return f"{SAVED}/{locale}.js"


@dataclass(frozen=True, kw_only=True)
class Saving:
    """What the page that saves the site has to know. Paths are from the site root.

    Attributes:
        list: the list of what can be saved.
        page: the place on the page where a copy is brought up to date.
        missing: the page for what is not saved.
        whole: what all of it is called.
    """

    list: str
    page: str
    missing: str
    whole: str


def saving_in(site: Site) -> Saving:
    """Return what the page in a language has to know."""
    spanish = site.locale is DEFAULT_LOCALE
    return Saving(
        list=saved_list(site.locale),
        page=site.url(DOWNLOAD, "save"),
        missing=url(NOT_SAVED, site.locale),
        whole=site.say(N_("Everything in Spanish")) if spanish else site.say(N_("Everything in English")),
    )
