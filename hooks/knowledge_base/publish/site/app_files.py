"""What devices need to show the site among their programs: a manifest for each language, and icons.

The manifest is as in https://www.w3.org/TR/appmanifest/. Its paths are from its own folder, so that it holds wherever
the site is published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

from knowledge_base.assemble.addresses import HOME, relative_url, url
from knowledge_base.locale import Locale, message
from knowledge_base.memory.digests import digest
from knowledge_base.memory.store import Memory
from knowledge_base.publish.hosts.media_types import content_type
from knowledge_base.publish.site.emblem import Emblem, read_emblem, with_emblem
from knowledge_base.publish.site.kept_files import KeptFile, write_kept
from knowledge_base.view.parts.saving import APP_FOLDER, app_manifest
from knowledge_base.view.parts.shell import Settings
from knowledge_base.write import write_whole

_NOTE = "icons"
# In pixels: those that Chromium asks for.
_SIZES = (192, 512)
# Of the width. Systems cut icons to a circle, of which this is the square inside (W3C, "safe zone").
_EMBLEM = 0.56
_COLOURS = 32
_WHITE = "#ffffff"


def write_manifests(root: Path, folder: Path, settings: Mapping[Locale, Settings]) -> None:
    """Write the manifest of each language.

    Args:
        root: the repository.
        folder: the folder of the site.
        settings: the names of the site.

    Raises:
        OSError: a file can't be read or written.
    """
    ground = read_emblem(root).ground
    for locale, names in settings.items():
        path = app_manifest(locale)
        record = {
            "name": names.name,
            "short_name": message(locale, "RCM"),
            "description": names.description,
            "lang": str(locale),
            "start_url": relative_url(url(HOME, locale), path),
            "scope": "../",
            "display": "standalone",
            "background_color": _WHITE,
            "theme_color": ground,
            "icons": [
                {
                    "src": relative_url(_icon(size), path),
                    "sizes": f"{size}x{size}",
                    "type": content_type(".png"),
                    "purpose": purpose,
                }
                for size in _SIZES
                for purpose in ("any", "maskable")
            ],
        }
        write_whole(folder / path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def write_icons(root: Path, folder: Path, memory: Memory) -> frozenset[str]:
    """Write the icons into a site, those that are not there from an earlier build.

    Args:
        root: the repository.
        folder: the folder of the site.
        memory: what earlier builds noted; updated in place.

    Returns:
        Their paths from the root of the site.

    Raises:
        OSError: a file can't be read or written.
    """
    emblem = read_emblem(root)
    files = {_icon(size): KeptFile(key=digest((emblem, size)), make=partial(_drawn, emblem, size)) for size in _SIZES}
    return write_kept(folder, memory, _NOTE, files)


def _icon(size: int) -> str:
    return f"{APP_FOLDER}/icon-{size}.png"


def _drawn(emblem: Emblem, size: int) -> bytes:
    width, height = emblem.fitted(round(size * _EMBLEM))
    picture = with_emblem(emblem, (size, size), emblem.ground, ((size - width) / 2, (size - height) / 2), width)
    file = BytesIO()
    picture.quantize(_COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()
