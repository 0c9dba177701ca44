"""The download page of the offline copy."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.locale import N_
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.saving import SAVE_SCRIPTS, SAVE_STYLE, Saving, saving_in
from knowledge_base.view.parts.search_record import SearchRecord, page_record
from knowledge_base.view.parts.signature_check import SIGNATURE, SIGNERS, SUMS, command_to_check, signers_line
from knowledge_base.view.parts.site import Site

_SCRIPTS = ("assets/javascripts/download.js", *SAVE_SCRIPTS)


@dataclass(frozen=True, kw_only=True)
class SignatureCheck:
    """How readers check who made a pack.

    Attributes:
        file: the name of the file that they write.
        line: what is in it.
        command: what they type.
        list: the list of the hashes, which is signed.
        signature: its signature.
    """

    file: str
    line: str
    command: str
    list: str
    signature: str


@dataclass(frozen=True, kw_only=True)
class DownloadView:
    """The download page. A script lists the packs, because they are made from the finished pages, this one included.

    Attributes:
        saving: how the page saves the site on the device.
        signature: how to check who made a pack; ``None`` if the publisher signs none.
    """

    chrome: Chrome
    title: str
    intro: str
    search: SearchRecord
    saving: Saving
    signature: SignatureCheck | None

    template = "download.html"


def download_chrome(site: Site) -> Chrome:
    """Return the metadata of the download page."""
    title = site.say(N_("Download"))
    intro = str(site.editorial.intros.download)
    return site.chrome(
        addresses.DOWNLOAD,
        title,
        intro,
        (Link(title),),
        section=addresses.DOWNLOAD,
        styles=(SAVE_STYLE,),
        scripts=_SCRIPTS,
    )


def download_view(site: Site) -> DownloadView:
    """Return the download page."""
    chrome = download_chrome(site)
    signature = None
    if site.signing_key:
        signature = SignatureCheck(
            file=SIGNERS,
            line=signers_line(site.signing_key),
            command=command_to_check(),
            list=SUMS,
            signature=SIGNATURE,
        )
    return DownloadView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        search=page_record(site),
        saving=saving_in(site),
        signature=signature,
    )
