"""The built site as hosts publish it: types, names with a hash, and addresses that have moved."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from knowledge_base.publish.hosts.media_types import MEDIA_TYPES
from knowledge_base.publish.hosts.names import HostFile
from knowledge_base.publish.site.assets import HASHED_FOLDERS
from tests.site.building import SITE_URL
from tests.site.built import BuiltPage, BuiltSite

_HASHED = re.compile(r"\.[0-9a-f]{8}\.(?:css|js)")


def test_servers_know_the_type_of_every_file(any_published_site: BuiltSite) -> None:
    files = [path for path in any_published_site.folder.rglob("*") if path.is_file() and path.name not in set(HostFile)]
    assert {path.suffix for path in files} - MEDIA_TYPES.keys() == set()


def test_files_that_are_kept_for_a_year_have_a_hash_in_their_names_and_no_others_do(site: BuiltSite) -> None:
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}
    hashed = {path for path in files if _HASHED.search(path)}
    assert hashed == {path for path in files if path.startswith(tuple(f"{folder}/" for folder in HASHED_FOLDERS))}
    assert hashed


def test_old_addresses_lead_where_a_redirect_would_also_from_a_disk(published_site: BuiltSite) -> None:
    """And on hosts that can't be told."""
    root = urlsplit(SITE_URL).path
    lines = (line.split() for line in (published_site.folder / HostFile.REDIRECTS).read_text("utf-8").splitlines())
    moved = {old.removeprefix(root): new.removeprefix(root) for old, new, _ in lines if old.endswith(".html")}
    assert len(moved) > 2
    pages = {page.url: page for page in published_site.pages}
    for old, new in moved.items():
        assert new in pages
        page = BuiltPage(published_site.folder, old)
        (refresh,) = page.html.xpath("//meta[@http-equiv='refresh']/@content")
        assert page.resolve(refresh.removeprefix("0; url="))[0] == new
