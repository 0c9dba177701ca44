"""The file ``web.config`` for Microsoft's IIS (https://learn.microsoft.com/iis/configuration/)."""

from __future__ import annotations

from xml.etree.ElementTree import Comment, Element, SubElement, indent, tostring

from knowledge_base.publish.hosts.hosting import ASKED_AGAIN, KEPT, Hosting
from knowledge_base.publish.hosts.media_types import MEDIA_TYPES, OTHER, content_type
from knowledge_base.publish.hosts.names import HostFile
from knowledge_base.publish.site.policy import HEADERS

_ABOUT = " The knowledge base in IIS 10. Written by the build; do not edit. <rewrite> needs the module URL Rewrite 2. "
_MAP = "redirects"


def iis_file(hosting: Hosting) -> str:
    """Return the file."""
    top = Element("configuration")
    top.append(Comment(_ABOUT))
    page, *others = hosting.error_pages.items()
    server = SubElement(top, "system.webServer")
    documents = SubElement(SubElement(server, "defaultDocument"), "files")
    SubElement(documents, "clear")
    SubElement(documents, "add", value="index.html")
    SubElement(server, "directoryBrowse", enabled="false")
    _errors(server, page[1])
    protocol = SubElement(SubElement(server, "httpProtocol"), "customHeaders")
    for name, value in HEADERS.items():
        # That of a site above this one would be sent too.
        SubElement(protocol, "remove", name=name)
        SubElement(protocol, "add", name=name, value=value)
    _rewriting(server, hosting)
    segments = SubElement(SubElement(SubElement(server, "security"), "requestFiltering"), "hiddenSegments")
    for file in HostFile:
        SubElement(segments, "remove", segment=file)
        SubElement(segments, "add", segment=file)
    static = _cached(server, ASKED_AGAIN)
    for suffix, type_ in (*((suffix, content_type(suffix)) for suffix in MEDIA_TYPES), (".", OTHER)):
        SubElement(static, "remove", fileExtension=suffix)
        SubElement(static, "mimeMap", fileExtension=suffix, mimeType=type_)
    SubElement(server, "urlCompression", doStaticCompression="true")
    for folder, error in others:
        _errors(_location(top, hosting, folder), error)
    for folder in hosting.hashed:
        _cached(_location(top, hosting, folder), KEPT)
    indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(top, "unicode")}\n'


def _location(top: Element, hosting: Hosting, folder: str) -> Element:
    """Return the settings of a folder."""
    path = folder.removeprefix(hosting.root).rstrip("/")
    return SubElement(SubElement(top, "location", path=path), "system.webServer")


def _errors(server: Element, page: str) -> None:
    """Set the error page, an address from the root of the host; the answer keeps its status."""
    errors = SubElement(server, "httpErrors", errorMode="Custom")
    for status in ("403", "404"):
        SubElement(errors, "remove", statusCode=status)
        SubElement(errors, "error", statusCode=status, path=page, responseMode="ExecuteURL")


def _cached(server: Element, value: str) -> Element:
    """Set how long files are kept, by the whole value of ``Cache-Control``."""
    static = SubElement(server, "staticContent")
    SubElement(static, "clientCache", cacheControlMode="NoControl", cacheControlCustom=value)
    return static


def _rewriting(server: Element, hosting: Hosting) -> None:
    rewrite = SubElement(server, "rewrite")
    listed = SubElement(SubElement(rewrite, "rewriteMaps"), "rewriteMap", name=_MAP)
    for old, new in hosting.redirects.items():
        SubElement(listed, "add", key=old, value=new)
    rules = SubElement(rewrite, "rules")
    moved = _rule(rules, "Moved", "^.*$", "{C:1}")
    SubElement(moved, "add", input=f"{{{_MAP}:{{PATH_INFO}}}}", pattern="^(.+)$")
    ended = _rule(rules, "An address without its ending", "^(.*[^/])$", f"{hosting.root}{{R:1}}.html")
    SubElement(ended, "add", input="{REQUEST_FILENAME}.html", matchType="IsFile")


def _rule(rules: Element, name: str, pattern: str, target: str) -> Element:
    """Add a permanent redirect, and return the element for its conditions."""
    rule = SubElement(rules, "rule", name=name, stopProcessing="true")
    SubElement(rule, "match", url=pattern)
    conditions = SubElement(rule, "conditions")
    SubElement(rule, "action", type="Redirect", url=target, redirectType="Permanent")
    return conditions
