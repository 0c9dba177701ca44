"""What an entry shows on its page beside what all entries show, whatever its kind."""

from __future__ import annotations

from knowledge_base.assemble.entries import Entry
from knowledge_base.model.entries import Agreement, Background, ConceptNote, Meeting, Practice
from knowledge_base.view.kinds.agreement import AgreementDetail, agreement_detail
from knowledge_base.view.kinds.background import BackgroundDetail
from knowledge_base.view.kinds.concept_note import ConceptNoteDetail, concept_note_detail
from knowledge_base.view.kinds.meeting import MeetingDetail, meeting_detail
from knowledge_base.view.kinds.practice import PracticeDetail, practice_detail
from knowledge_base.view.parts.site import Site

Detail = MeetingDetail | ConceptNoteDetail | AgreementDetail | PracticeDetail | BackgroundDetail


def detail_of(site: Site, entry: Entry) -> Detail:
    """Return what only an entry of its kind shows."""
    record = entry.in_(site.locale).record
    match record:
        case Meeting():
            return meeting_detail(site, entry, record)
        case ConceptNote():
            return concept_note_detail(site, entry, record)
        case Agreement():
            return agreement_detail(site, entry, record)
        case Practice():
            return practice_detail(site, record)
        case Background():
            return BackgroundDetail(record.findings)
