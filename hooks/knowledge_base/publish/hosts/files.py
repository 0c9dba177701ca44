"""Writes the files for hosts and servers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from knowledge_base.publish.hosts.apache import apache_file
from knowledge_base.publish.hosts.caddy import caddy_file
from knowledge_base.publish.hosts.hosting import Hosting
from knowledge_base.publish.hosts.iis import iis_file
from knowledge_base.publish.hosts.names import HostFile
from knowledge_base.publish.hosts.nginx import nginx_file
from knowledge_base.publish.hosts.static_hosts import headers_file, redirects_file
from knowledge_base.write import write_whole

_FILES: Mapping[HostFile, Callable[[Hosting], str]] = {
    HostFile.HEADERS: headers_file,
    HostFile.REDIRECTS: redirects_file,
    HostFile.NGINX: nginx_file,
    HostFile.APACHE: apache_file,
    HostFile.CADDY: caddy_file,
    HostFile.IIS: iis_file,
}


def write_host_files(folder: Path, hosting: Hosting) -> None:
    """Write all files for hosts and servers into the folder of a site.

    Raises:
        OSError: one can't be written.
    """
    for name, make in _FILES.items():
        write_whole(folder / name, make(hosting))
