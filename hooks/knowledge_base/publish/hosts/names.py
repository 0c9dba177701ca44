"""The names of the files for hosts and servers. All stand at the root of the site, and no server shows them."""

from __future__ import annotations

from enum import StrEnum


class HostFile(StrEnum):
    """A file that a host or a server reads."""

    HEADERS = "_headers"
    """Read by Netlify, Cloudflare Pages and others (https://docs.netlify.com/routing/headers/)."""
    REDIRECTS = "_redirects"
    """Read by the same hosts, and by GitLab Pages (https://docs.netlify.com/routing/redirects/)."""
    NGINX = "_nginx.conf"
    APACHE = ".htaccess"
    CADDY = "_Caddyfile"
    IIS = "web.config"


COMPRESSED = (".br", ".gz")
"""What is added to the name of a file that is there compressed as well: Brotli (RFC 7932) and gzip (RFC 1952)."""
