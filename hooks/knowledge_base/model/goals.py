"""The names of the goals and objectives that entries give by number: those of the SDGs and of the Global Compact."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge_base.locale import N_

SDG_NAMES = (
    N_("No poverty"),
    N_("Zero hunger"),
    N_("Good health and well-being"),
    N_("Quality education"),
    N_("Gender equality"),
    N_("Clean water and sanitation"),
    N_("Affordable and clean energy"),
    N_("Decent work and economic growth"),
    N_("Industry, innovation and infrastructure"),
    N_("Reduced inequalities"),
    N_("Sustainable cities and communities"),
    N_("Responsible consumption and production"),
    N_("Climate action"),
    N_("Life below water"),
    N_("Life on land"),
    N_("Peace, justice and strong institutions"),
    N_("Partnerships for the goals"),
)
"""The short names of the Sustainable Development Goals, from 1 on (United Nations, A/RES/70/1)."""

GCM_NAMES = (
    N_("Collect and use accurate and disaggregated data as a basis for evidence-based policies"),
    N_("Minimise the adverse drivers and structural factors that compel people to leave their country of origin"),
    N_("Provide accurate and timely information at all stages of migration"),
    N_("Ensure that all migrants have proof of legal identity and adequate documentation"),
    N_("Enhance availability and flexibility of pathways for regular migration"),
    N_("Facilitate fair and ethical recruitment and safeguard conditions that ensure decent work"),
    N_("Address and reduce vulnerabilities in migration"),
    N_("Save lives and establish coordinated international efforts on missing migrants"),
    N_("Strengthen the transnational response to smuggling of migrants"),
    N_("Prevent, combat and eradicate trafficking in persons in the context of international migration"),
    N_("Manage borders in an integrated, secure and coordinated manner"),
    N_(
        "Strengthen certainty and predictability in migration procedures for appropriate screening, assessment and"
        " referral"
    ),
    N_("Use migration detention only as a measure of last resort and work towards alternatives"),
    N_("Enhance consular protection, assistance and cooperation throughout the migration cycle"),
    N_("Provide access to basic services for migrants"),
    N_("Empower migrants and societies to realise full inclusion and social cohesion"),
    N_(
        "Eliminate all forms of discrimination and promote evidence-based public discourse to shape perceptions of"
        " migration"
    ),
    N_("Invest in skills development and facilitate mutual recognition of skills, qualifications and competences"),
    N_("Create conditions for migrants and diasporas to fully contribute to sustainable development in all countries"),
    N_("Promote faster, safer and cheaper transfer of remittances and foster financial inclusion of migrants"),
    N_("Cooperate in facilitating safe and dignified return and readmission, as well as sustainable reintegration"),
    N_("Establish mechanisms for the portability of social security entitlements and earned benefits"),
    N_("Strengthen international cooperation and global partnerships for safe, orderly and regular migration"),
)
"""The titles of the objectives of the Global Compact for Migration, from 1 on (United Nations, A/RES/73/195)."""

NAMES_OF_NUMBERS: Mapping[str, tuple[str, ...]] = {"sdgs": SDG_NAMES, "gcm_objectives": GCM_NAMES}
"""What the numbers in a field stand for, by the name of the field (English; ``es.po`` has the Spanish)."""
