"""The content of a preview: as it is, or as it was when it last had no errors."""

from __future__ import annotations

from collections.abc import Callable

from knowledge_base.check.report import counted
from knowledge_base.check.run import Checked
from knowledge_base.locale import Locale
from knowledge_base.preview.banner import Trouble
from knowledge_base.setup_error import setup_error_of


class Content:
    """Checks the content again and again, and keeps the last result without errors.

    Args:
        check: reads and checks the content.
        tell: is called with each line for the terminal: what ``kb check`` prints.
        locale: the language of the last of these lines.
    """

    def __init__(self, check: Callable[[], Checked], tell: Callable[[str], None], locale: Locale) -> None:
        self._check, self._tell, self._locale = check, tell, locale
        self.good: Checked | None = None
        """The last result without errors; ``None`` if there has been none."""
        self.trouble = Trouble()
        """What is wrong with the content as it is."""

    def read(self) -> None:
        """Read and check the content as it is now."""
        try:
            checked = self._check()
        except OSError as error:
            # Another program may be at work on the files: when it is done, they change, and are read again.
            sentence = setup_error_of(error).sentence(self._locale)
            self._tell(sentence)
            self.trouble = Trouble(failures=(sentence,))
            return
        for problem in checked.problems:
            self._tell(str(problem))
        self._tell(counted(checked.problems, len(checked.catalogue.entries), self._locale))
        self.trouble = Trouble(problems=checked.problems)
        if not self.trouble.errors:
            self.good = checked
