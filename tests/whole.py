"""Says what is half there: rows, events, notices and search documents that miss one another."""

from __future__ import annotations

import sqlalchemy as sa

# Each statement finds what must not be; one event is one fact of the life cycle.
HALVES = {
    "dataset without its row, or row without its dataset": """
        SELECT p.id, a.package_id
        FROM (SELECT id FROM package WHERE type = 'agreement') p
        FULL JOIN datashare_agreement a ON a.package_id = p.id
        WHERE p.id IS NULL OR a.package_id IS NULL""",
    "row without the event of its making": """
        SELECT package_id FROM datashare_agreement WHERE NOT EXISTS (
            SELECT FROM datashare_event
            WHERE subject_id = package_id AND action = 'agreement:content:created')""",
    "event of a thing that is not there": """
        SELECT subject_id, action FROM datashare_event
        WHERE subject_type = 'agreement' AND NOT EXISTS (
            SELECT FROM datashare_agreement WHERE package_id = subject_id)""",
    "event written twice": """
        SELECT subject_id, action FROM datashare_event
        WHERE subject_type = 'agreement' AND action IN (
            'agreement:content:created', 'agreement:state:submitted',
            'agreement:state:registered')
        GROUP BY 1, 2 HAVING count(*) > 1""",
    "submission without its event, or event without submission": """
        SELECT package_id FROM datashare_agreement
        WHERE (submitted_at IS NOT NULL) IS DISTINCT FROM EXISTS (
            SELECT FROM datashare_event
            WHERE subject_id = package_id AND action = 'agreement:state:submitted')""",
    "registration without its event, or event without registration": """
        SELECT package_id FROM datashare_agreement
        WHERE origin <> 'imported' AND (registered_at IS NOT NULL) IS DISTINCT FROM EXISTS (
            SELECT FROM datashare_event
            WHERE subject_id = package_id AND action = 'agreement:state:registered')""",
    "waiver without its event, or event without waiver": """
        SELECT package_id FROM datashare_agreement a WHERE EXISTS (
            SELECT FROM datashare_party p
            WHERE p.package_id = a.package_id AND notice_waived_at IS NOT NULL
        ) IS DISTINCT FROM EXISTS (
            SELECT FROM datashare_event
            WHERE subject_id = package_id AND action = 'agreement:party:notice_waived')""",
    "registered and yet private, or public and yet a draft": """
        SELECT package_id FROM datashare_agreement JOIN package p ON p.id = package_id
        WHERE p.private IS NOT DISTINCT FROM (registered_at IS NOT NULL)""",
    "reference that nobody has, or that two have": """
        SELECT r.reference FROM datashare_reference r
        LEFT JOIN datashare_agreement a USING (reference)
        GROUP BY 1 HAVING count(a.package_id) FILTER (WHERE a.replaces IS NULL) <> 1""",
    "version replaced without its event, or without the version that took its place": """
        SELECT package_id FROM datashare_agreement old
        WHERE origin <> 'imported' AND ((status = 'superseded') IS DISTINCT FROM EXISTS (
            SELECT FROM datashare_event
            WHERE subject_id = package_id AND action = 'agreement:state:superseded')
        OR (status = 'superseded') IS DISTINCT FROM EXISTS (
            SELECT FROM datashare_agreement new
            WHERE new.replaces = old.package_id AND new.registered_at IS NOT NULL))""",
    "notice without the move it tells of": """
        SELECT n.about_id, n.template FROM datashare_notice n
        WHERE n.about_type = 'agreement' AND NOT EXISTS (
            SELECT FROM datashare_event e WHERE e.subject_id = n.about_id AND e.action =
                CASE n.template WHEN 'agreement:registered' THEN 'agreement:state:registered'
                                ELSE 'agreement:state:submitted' END)""",
    "submission or registration of which the other body was not told": """
        SELECT e.subject_id, e.action FROM datashare_event e
        WHERE e.action IN ('agreement:state:submitted', 'agreement:state:registered')
        AND NOT EXISTS (
            SELECT FROM datashare_notice n WHERE n.about_id = e.subject_id AND n.template =
                CASE e.action WHEN 'agreement:state:registered' THEN 'agreement:registered'
                WHEN 'agreement:state:submitted' THEN (
                    SELECT CASE a.origin WHEN 'new' THEN 'party:asked' ELSE 'party:named' END
                    FROM datashare_agreement a WHERE a.package_id = e.subject_id) END)""",
    "notice without its letter, or letter without its notice": """
        SELECT n.key, o.key
        FROM (SELECT key, user_id FROM datashare_notice) n
        FULL JOIN (SELECT key, recipient FROM datashare_outbox WHERE recipient_kind = 'user') o
        ON o.key = n.key AND o.recipient = n.user_id
        WHERE n.key IS NULL OR o.key IS NULL""",
    "reader's membership without its dataset, or dataset without its body": """
        SELECT p.id FROM package p WHERE type = 'agreement' AND NOT EXISTS (
            SELECT FROM member m WHERE m.table_id = p.id AND m.group_id = p.owner_org)""",
}


def halves() -> dict[str, list[tuple[object, ...]]]:
    """Return what is half there in the database, by what is wrong with it."""
    from ckan import model

    model.Session.rollback()
    found = {
        wrong: [tuple(row) for row in model.Session.execute(sa.text(statement))]
        for wrong, statement in HALVES.items()
    }
    model.Session.rollback()
    return {wrong: rows for wrong, rows in found.items() if rows}
