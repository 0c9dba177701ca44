"""Tests of the built site, as files, over HTTP and over file://."""  # noqa: A005 - inside tests, it shadows nothing
