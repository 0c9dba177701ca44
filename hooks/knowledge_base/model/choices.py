"""The enumerations of the model: for each member, the value that authors write and the label that readers see."""

from __future__ import annotations

from knowledge_base.locale import N_
from knowledge_base.model.types import Choice


class Status(Choice):
    """The stage of an entry in the editorial process."""

    DRAFT = "draft", N_("Draft")
    IN_REVIEW = "in-review", N_("In review")
    PUBLISHED = "published", N_("Published")
    SUPERSEDED = "superseded", N_("Superseded")
    WITHDRAWN = "withdrawn", N_("Withdrawn")

    @property
    def public(self) -> bool:
        """Whether the site shows an entry of this status."""
        return self not in (Status.DRAFT, Status.IN_REVIEW)

    @property
    def retired(self) -> bool:
        """Whether an entry of this status is no longer valid; it keeps its page."""
        return self in (Status.SUPERSEDED, Status.WITHDRAWN)


class TranslationStatus(Choice):
    """Whether a translation is a draft, which the site does not show, or else who stands behind it."""

    DRAFT = "draft", N_("Draft translation")
    UNOFFICIAL = "unofficial", N_("Unofficial translation")
    OFFICIAL = "official", N_("Official translation")


class Official(Choice):
    """Whether the body that issued a document vouches for a text of it."""

    OFFICIAL = "official", N_("Official text")
    NOT_OFFICIAL = "not-official", N_("Not an official text")


class CountryRole(Choice):
    """The role of a country in the movements that an entry is about."""

    ORIGIN = "origin", N_("Origin")
    TRANSIT = "transit", N_("Transit")
    DESTINATION = "destination", N_("Destination")
    RETURN = "return", N_("Return")


class Relation(Choice):
    """How an entry relates to another one; the label reads from the entry that has the link."""

    RELATED = "related", N_("Related")
    FOLLOWS = "follows", N_("Follows")
    IMPLEMENTS = "implements", N_("Carries out")
    CITES = "cites", N_("Cites")
    PART_OF = "part-of", N_("Part of")


class Level(Choice):
    """The rank of a meeting."""

    TECHNICAL = "technical", N_("Technical")
    CONSULTATION = "consultation", N_("Regional consultation")
    VICE_MINISTERIAL = "vice-ministerial", N_("Vice-ministerial")
    HIGH_LEVEL = "high-level", N_("High-level")
    NOT_STATED = "not-stated", N_("Not stated in the sources")


class Modality(Choice):
    """How people attended a meeting."""

    VIRTUAL = "virtual", N_("Virtual")
    IN_PERSON = "in-person", N_("In person")
    HYBRID = "hybrid", N_("Hybrid")
    NOT_STATED = "not-stated", N_("Not stated in the sources")


class Attendance(Choice):
    """Who could attend an item of an agenda."""

    ALL = "all-participants", N_("All participants")
    MEMBERS = "member-countries", N_("Member Countries only")


class Comparator(Choice):
    """How a figure relates to the number that was counted."""

    EXACT = "exact", N_("exactly")
    AT_LEAST = "at-least", N_("at least")
    MORE_THAN = "more-than", N_("more than")
    AVERAGE = "average", N_("on average")


class Unit(Choice):
    """The unit of a figure."""

    PEOPLE = "people", N_("people")
    PEOPLE_PER_DAY = "people-per-day", N_("people a day")
    REQUESTS = "requests", N_("requests")
    EXPULSIONS = "expulsions", N_("expulsions")
    RETURNS = "returns", N_("returns")
    PERCENT = "percent", N_("per cent")


class AgreementType(Choice):
    """What kind of act an agreement is."""

    DECISION = "decision", N_("Decision")
    RECOMMENDATION = "recommendation", N_("Recommendation")
    CONCLUSION = "conclusion", N_("Conclusion")
    CALL = "call", N_("Call by the presidency")
    DECLARATION = "declaration", N_("Declaration")
    COMMUNIQUE = "communique", N_("Communiqué")
    STATEMENT = "statement", N_("Joint statement")
    PLAN = "plan", N_("Plan")
    PROTOCOL = "protocol", N_("Protocol")


class LegalNature(Choice):
    """Whether an agreement binds those who adopted it."""

    BINDING = "binding", N_("Binding")
    NON_BINDING = "non-binding", N_("Not binding")
    NOT_STATED = "not-stated", N_("Not stated in the sources")


class PointRole(Choice):
    """The part of an agreement to which a point belongs."""

    OPERATIVE = "operative", N_("Operative part")
    RECITAL = "recital", N_("Recitals")
    ANNEX = "annex", N_("Annex")


class Act(Choice):
    """What a point of an agreement does, in the sense of its verb."""

    DECIDES = "decides", N_("Decides"), N_("It settles what is to be done.")
    AGREES = "agrees", N_("Agrees"), N_("It says what they will do, or how, by common accord.")
    COMMITS = "commits", N_("Commits itself"), N_("Those who adopt it pledge to do something themselves.")
    REQUESTS = "requests", N_("Requests"), N_("It asks somebody to do something: requests, urges, instructs, invites.")
    RECOMMENDS = "recommends", N_("Recommends"), N_("It advises to do something.")
    ENCOURAGES = "encourages", N_("Encourages"), N_("It wishes that something be done, or that it go on.")
    APPROVES = "approves", N_("Approves"), N_("It adopts a document, a plan or a proposal.")
    ACCEPTS = "accepts", N_("Accepts"), N_("It says yes to an offer, an invitation or an application.")
    TAKES_NOTE = "takes-note", N_("Takes note"), N_("It registers what was said or presented, and no more.")
    RECOGNISES = "recognises", N_("Recognises"), N_("It acknowledges a fact, a need, a right or an effort.")
    WELCOMES = "welcomes", N_("Welcomes"), N_("It is pleased with something that was done or offered.")
    CONGRATULATES = "congratulates", N_("Congratulates"), N_("It congratulates somebody on something.")
    THANKS = "thanks", N_("Thanks"), N_("It thanks somebody for something.")
    EXPRESSES = "expresses", N_("Expresses"), N_("It states concern, solidarity, regret, hope or another sentiment.")
    DECLARES = "declares", N_("Declares"), N_("It states a principle or a position: declares, affirms, reaffirms.")

    @property
    def asks(self) -> bool:
        """Whether it asks for something, so that it can be followed up; the others are complete once they are said."""
        return self in (Act.DECIDES, Act.AGREES, Act.COMMITS, Act.REQUESTS, Act.RECOMMENDS, Act.ENCOURAGES)


class FollowUp(Choice):
    """The state of a provision according to a report."""

    OPEN = "open", N_("Open")
    IN_PROGRESS = "in-progress", N_("In progress")
    DONE = "done", N_("Done")
    LAPSED = "lapsed", N_("Lapsed")


class Standing(Choice):
    """The state of a provision according to all reports, for readers."""

    OPEN = "open", N_("Open")
    IN_PROGRESS = "in-progress", N_("In progress")
    DONE = "done", N_("Done")
    LAPSED = "lapsed", N_("Lapsed")
    BY_COUNTRY = "by-country", N_("Reported by country")
    NOT_RECORDED = "not-recorded", N_("Not recorded here")


class Completeness(Choice):
    """How much of a document an entry covers."""

    COMPLETE = "complete", N_("Complete")
    PARTIAL = "partial", N_("Partial")


class PracticeNature(Choice):
    """What the source calls what a practice records."""

    PRACTICE = "good-practice", N_("Good practice")
    INTERVENTION = "intervention", N_("Intervention")
    MECHANISM = "mechanism", N_("Mechanism")


class MadeKnown(Choice):
    """What the sources show of where a practice or an intervention was made known."""

    ANNOUNCED = "announced", N_("Announced")
    PRESENTED = "presented", N_("Presented")
    REPORTED = "reported", N_("Reported in a document")


class PracticeType(Choice):
    """The form that a practice takes."""

    LAW = "law", N_("Law")
    POLICY = "policy", N_("Policy")
    PROGRAMME = "programme", N_("Programme")
    PROTOCOL = "protocol", N_("Protocol")
    TOOL = "tool", N_("Tool")
    SERVICE = "service", N_("Service")
    TRAINING = "training", N_("Training")


class Maturity(Choice):
    """How much is known about a practice; each level requires more fields and headings."""

    REPORTED = "reported", N_("Reported")
    DESCRIBED = "described", N_("Described")
    EVALUATED = "evaluated", N_("Evaluated")
    REPLICATED = "replicated", N_("Replicated")


class Scale(Choice):
    """The geographical scope of a practice."""

    LOCAL = "local", N_("Local")
    NATIONAL = "national", N_("National")
    BILATERAL = "bilateral", N_("Bilateral")
    REGIONAL = "regional", N_("Regional")


class BackgroundType(Choice):
    """The subject of a background entry."""

    GROUP = "working-group", N_("Working group")
    REFORM = "reform", N_("Change in how the RCM works")
    PLAN = "plan", N_("Plan")
    REPORT = "report", N_("Report")
