"""The events of the register, each with its facts. Siblings declare theirs in ``IDataShare``.

What is public here is read by anyone who may see the subject, so a public event's facts hold no
person's name and nothing of a draft. ``agreement:content:changed`` is public from the moment the
agreement has its reference; what happened while it was a draft stays with the parties.
"""

from __future__ import annotations

from .event import EventType

REGISTER: tuple[EventType, ...] = (
    # Content, written through CKAN's dataset actions.
    EventType(
        "agreement:content:created",
        ("origin", "source", "source_id", "replaces", "reason"),
        public=True,
    ),
    EventType(
        "agreement:content:changed",
        ("fields", "changes", "source_version", "change"),
        public=True,
    ),
    EventType("agreement:content:refused", ("change", "reason")),
    # Moves of the transition table.
    EventType("agreement:state:submitted", ("invited",)),
    EventType("agreement:state:returned", ("reason",)),
    EventType("agreement:state:agreed"),
    EventType("agreement:state:frozen", ("root",)),
    # A written agreement is registered by its last signature: then party, role and root are its.
    EventType(
        "agreement:state:registered",
        ("partners_only_reason", "party", "role", "root"),
        public=True,
    ),
    EventType("agreement:state:reopened", ("reason",)),
    EventType("agreement:state:withdrawn", ("reason",)),
    EventType("agreement:state:refused", ("reason",)),
    EventType("agreement:state:suspended", ("reason",), public=True),
    EventType("agreement:state:resumed", ("reason",), public=True),
    EventType("agreement:state:ended", ("reason", "date"), public=True),
    EventType("agreement:state:ending", ("reason", "date"), public=True),
    EventType("agreement:state:superseded", ("by_version",), public=True),
    EventType("agreement:state:taken_down", ("reason",), public=True),
    EventType("agreement:state:restored", ("reason",), public=True),
    # Parties.
    EventType("agreement:party:invited", ("party",)),
    EventType("agreement:party:joined", ("party",), public=True),
    EventType("agreement:party:signed", ("party", "role", "root"), public=True),
    # Parts kept from the public, or shown after all; never their words.
    EventType(
        "agreement:part:withheld",
        ("path", "reason", "exemption", "public_interest", "role"),
        public=True,
    ),
    EventType("agreement:part:disclosed", ("path", "reason", "role"), public=True),
    EventType("agreement:party:declined", ("party", "reason")),
    EventType("agreement:party:left", ("party", "reason"), public=True),
    EventType("agreement:party:suspended", ("party", "reason"), public=True),
    EventType("agreement:party:resumed", ("party", "reason"), public=True),
    EventType("agreement:party:notice_waived", ("party",)),
    EventType("agreement:party:reminded", ("parties",)),
    # What people say before it is signed; the words stay in their own table.
    EventType("decision:text:read", ("decision", "party", "role")),
    EventType("decision:question:asked", ("decision", "party", "role")),
    EventType("decision:question:answered", ("decision", "party", "role")),
    EventType("decision:approval:given", ("decision", "party", "role")),
    EventType("decision:advice:given", ("decision", "party", "role", "outcome")),
    EventType("decision:advice:settled", ("decision", "party", "role", "outcome")),
    EventType("decision:caldicott:given", ("decision", "party", "role", "outcome")),
    EventType("decision:endorsement:given", ("decision", "party", "role")),
    # Documents: originals are the parties'; the public copy is everyone's.
    EventType("document:original:uploaded", ("document", "sha256", "size", "mimetype")),
    EventType("document:original:examined", ("document", "status")),
    EventType("document:original:deleted", ("document", "reason")),
    EventType("document:copy:published", ("document", "sha256", "size", "findings"), public=True),
    EventType("document:copy:confirmed", ("document", "sha256", "findings"), public=True),
    EventType("document:copy:withdrawn", ("document", "reason"), public=True),
    # Bodies and the people who act for them.
    EventType("body:content:created", ("fields", "source", "confirmed"), public=True),
    EventType("body:content:changed", ("fields",), public=True),
    EventType("body:content:merged", ("into", "absorbed"), public=True),
    EventType("body:content:confirmed", public=True),
    EventType("role:holder:granted", ("user", "role", "from_date", "until_date", "confirmed")),
    EventType("role:holder:revoked", ("user", "role", "reason")),
    EventType("role:holder:confirmed", ("user", "role")),
    EventType("role:holder:unconfirmed", ("roles",)),
    # Second factors of people who sign: attempts, and what they changed.
    EventType("second_factor:app:offered"),
    EventType("second_factor:app:enrolled"),
    EventType("second_factor:app:removed", ("unconfirmed",)),
    EventType("second_factor:code:accepted"),
    EventType("second_factor:code:refused"),
    EventType("second_factor:recovery:used"),
    # What a person does with their own notices.
    EventType("notice:inbox:read", ("count",)),
    EventType("notice:preference:changed", ("family", "cadence")),
)
