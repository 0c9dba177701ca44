"""The command ``kb``: what people who edit the content run. Nothing else talks to a terminal."""

from knowledge_base.cli import check, new, packs, proposal, take_in, translate
from knowledge_base.cli.group import main

for command in (
    *(new.new, check.check, take_in.import_file, translate.translate, translate.translations, proposal.review_proposal),
    *(packs.offline, packs.diff_pack, packs.apply_pack),
):
    main.add_command(command)

__all__ = ["main"]
