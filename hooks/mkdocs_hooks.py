"""The events of MkDocs, in the order in which they fire; calls only, no logic.

MkDocs builds one language, and the i18n plugin then builds the other inside the first one's ``on_post_build``: every
event below fires once for each. Its own handlers run at priority -100 on configuration and files; those below run
at 0 unless ``mkdocs_adapter`` says otherwise.
"""

from mkdocs.plugins import CombinedEvent

from knowledge_base.mkdocs_adapter import SiteBuild

_build = SiteBuild()

on_startup = _build.start
on_config = _build.read_content
on_files = CombinedEvent(_build.leave_out_pages, _build.note_settings)
on_nav = _build.leave_out_front_page
on_post_build = _build.finish
on_serve = _build.prepare_preview
on_build_error = _build.explain
on_shutdown = _build.stop
