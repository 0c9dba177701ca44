"""The events of MkDocs in a build of the developer reference, which is MkDocs' own but for mistakes in the setup."""

from knowledge_base.mkdocs_adapter import SiteBuild

on_config = SiteBuild.check_settings
on_build_error = SiteBuild.explain
