"""A made-up kind of entry, added to a copy of the repository by following ARCHITECTURE exactly."""

from __future__ import annotations

import shutil
from pathlib import Path

from knowledge_base.locale import Locale
from tests.site.building import REPOSITORY
from tests.site.repository import Repository, common, document

TRAINING = "synthetic-training"
"""The id of the only training."""

LESSON = "Ask before you write."
"""A text that is only on its page."""

PRACTICE = "synthetic-practice"
"""The id of the practice that it teaches."""

_PACKAGE = "hooks/knowledge_base"

_RECORD = '''class Training(Record):
    """Something that people were taught."""

    date: Date
    """When people were taught."""
    held_by: ActorId
    """Who held it."""
    modality: Modality
    """Whether participants met in person or online."""
    teaches: tuple[Annotated[PracticeId, LinkedAs(N_("Teaches"), N_("Taught in"))], ...] = ()
    """The practices that it teaches."""
    lessons: tuple[Text, ...] = ()
    """What people were taught."""

    @property
    def mark(self) -> Modality:
        """Whether participants met in person or online."""
        return self.modality


AnyRecord = Training | '''

_KIND = """TRAINING = Kind(
    name="training", folder="trainings", record=Training, singular=N_("Training course"), plural=N_("Training courses")
)

KINDS = (TRAINING, """

_DATE = """        case Training(date=date):
            return date
        case Practice() as practice:
"""

_PAGES = '''"""What trainings show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.model.entries import Training
from knowledge_base.model.kinds import TRAINING
from knowledge_base.model.types import Text
from knowledge_base.view.parts.brief_items import BriefItem, Lengths, entry_item
from knowledge_base.view.parts.brief_sections import BriefScope, Queue
from knowledge_base.view.parts.facts import chosen, plain
from knowledge_base.view.parts.kind_pages import KindPages
from knowledge_base.view.parts.pieces import Fact, Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True)
class TrainingDetail:
    """What only a training has."""

    lessons: tuple[Text, ...]


def _facts(site: Site, entry: Entry) -> Iterator[Fact]:
    record, say = site.record(entry, Training), site.say
    yield Fact(say(N_("Date")), plain(record.date.in_words(site.locale)))
    yield Fact(say(N_("Held by")), (site.actor_link(record.held_by),))
    yield Fact(say(N_("Modality")), chosen(site, record.modality))


def _detail(site: Site, entry: Entry) -> TrainingDetail:
    return TrainingDetail(site.record(entry, Training).lessons)


def _brief(site: Site, scope: BriefScope) -> Iterator[Queue]:
    yield Queue(
        id="trainings",
        title=site.say(TRAINING.plural),
        items=[partial(_item, site, entry) for entry in scope.of_kind(TRAINING)],
        elsewhere=scope.explore(site, TRAINING),
    )


def _item(site: Site, entry: Entry, most: Lengths) -> BriefItem:
    return entry_item(site, entry, most, (Link(site.record(entry, Training).date.in_words(site.locale)),))


TRAINING_PAGES = KindPages(
    kind=TRAINING,
    intro=N_("What people were taught together."),
    facts=_facts,
    detail=_detail,
    brief=_brief,
)
'''

_TEMPLATE = """{% extends "entry.html" %}
{% block after %}
{% if page.detail.lessons %}
{{ m.heading('lessons', _('Lessons')) }}
<ul>{% for item in page.detail.lessons %}<li>{{ item | words }}</li>{% endfor %}</ul>
{% endif %}
{% endblock %}
"""

_SPANISH = {
    "Teaches": "Enseña",
    "Taught in": "Se enseña en",
    "Training course": "Curso de formación",
    "Training courses": "Cursos de formación",
    "What people were taught together.": "Lo que se enseñó en común.",
    "Held by": "Impartido por",
    # Help texts of fields.
    "When people were taught.": "Cuándo se enseñó.",
    "Who held it.": "Quién lo impartió.",
    "The practices that it teaches.": "Las prácticas que enseña.",
    "What people were taught.": "Lo que se enseñó.",
}

# The edits of the recipe: file, old text, new text.
_EDITS = (
    (f"{_PACKAGE}/model/entries.py", "    Plain,\n", "    Plain,\n    PracticeId,\n"),
    (f"{_PACKAGE}/model/entries.py", "AnyRecord = ", _RECORD),
    (f"{_PACKAGE}/model/kinds.py", "import Agreement, ", "import Training, Agreement, "),
    (f"{_PACKAGE}/model/kinds.py", "KINDS = (", _KIND),
    (f"{_PACKAGE}/assemble/facets.py", "import Agreement, ", "import Training, Agreement, "),
    (f"{_PACKAGE}/assemble/facets.py", "        case Practice():\n", "        case Practice() | Training():\n"),
    (f"{_PACKAGE}/assemble/facets.py", "        case Practice() as practice:\n", _DATE),
    (
        f"{_PACKAGE}/view/kinds/registry.py",
        "from knowledge_base.view.parts.kind_pages",
        "from knowledge_base.view.kinds.training import TRAINING_PAGES\nfrom knowledge_base.view.parts.kind_pages",
    ),
    (f"{_PACKAGE}/view/kinds/registry.py", "KIND_PAGES = (", "KIND_PAGES = (TRAINING_PAGES, "),
)


def environment(repository: Path) -> dict[str, str]:
    """Return an environment that imports the repository's package instead of the installed one."""
    return {"PYTHONPATH": str(repository / "hooks")}


def write_new_kind(repository: Repository) -> None:
    """Copy the package into a repository, add a kind to it, and add an entry of this kind."""
    folder = repository.folder
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / _PACKAGE, folder / _PACKAGE, ignore=ignored)
    for path, old, new in _EDITS:
        text = (folder / path).read_text("utf-8")
        assert text.count(old) == 1, f"{path}: {old!r} stands there {text.count(old)} times"
        repository.write(path, text.replace(old, new))
    repository.write(f"{_PACKAGE}/view/kinds/training.py", _PAGES)
    repository.write("overrides/pages/entry-training.html", _TEMPLATE)
    catalogue = f"{_PACKAGE}/locales/es.po"
    spanish = (f'msgid "{english}"\nmsgstr "{words}"\n' for english, words in _SPANISH.items())
    repository.write(catalogue, "\n".join([(folder / catalogue).read_text("utf-8"), *spanish]))
    repository.practice(PRACTICE, "Synthetic practice", Locale.EN)
    training = {
        **common(TRAINING, "Synthetic training", Locale.EN),
        "date": "2020-06",
        "held_by": "synthetic-office",
        "modality": "hybrid",
        "teaches": [PRACTICE],
        "lessons": [LESSON],
    }
    repository.write(f"docs/en/trainings/{TRAINING}.md", document(training, "A training of the tests."))
