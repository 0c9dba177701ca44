"""Tests of the built site: what readers get, in files, over http and over file://."""  # noqa: A005 - a package inside tests, it hides nothing
