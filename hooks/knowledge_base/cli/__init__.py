"""The command ``kb``, for people who edit the content. No other package uses the terminal."""

from knowledge_base.cli.addresses_command import addresses
from knowledge_base.cli.check_command import check
from knowledge_base.cli.compress_command import compress
from knowledge_base.cli.group import main
from knowledge_base.cli.import_command import import_file
from knowledge_base.cli.migrate_command import migrate
from knowledge_base.cli.new_command import new
from knowledge_base.cli.pack_commands import apply_pack, diff_pack, epub, offline, single, zim
from knowledge_base.cli.review_proposal_command import review_proposal
from knowledge_base.cli.translate_command import translate
from knowledge_base.cli.translations_command import translations

_COMMANDS = (
    new,
    check,
    import_file,
    migrate,
    translate,
    translations,
    addresses,
    review_proposal,
    offline,
    single,
    epub,
    zim,
    diff_pack,
    apply_pack,
    compress,
)

for command in _COMMANDS:
    main.add_command(command)

__all__ = ["main"]
