"""Sends what is due: each message at least once, a repeat under the same Message-ID.

A row is locked, the mail handed to the server, the row marked and committed. A sender that dies
between the two leaves the row waiting, and the next one sends it again; one that is slow keeps
its lock, and others pass the row over.
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from itertools import groupby

import ckan.model as model
from sqlalchemy.orm import Session

from ..domain.delivery import next_attempt
from ..domain.notice import NoticeRefused
from ..model.outbox import Outbox, Status
from . import server as mail_server
from .address import NoAddress, address
from .mail import compose, message_id
from .undelivered import tell_administrators
from .words import letter

BATCH = 500  # messages in one run; the rest waits for the next minute


def run(at: datetime) -> Run | None:
    """Send all messages that are due at ``at``, and mark each one as it leaves.

    A site without a mail server keeps them waiting (None is returned). A server that cannot be
    used counts against no message: all wait for the next run.

    :raises ServerDown: when the mail server cannot be used and something is due
    """
    server = mail_server.configured()
    if server is None:
        return None
    _bundle(at)
    done = Run(server, at)
    while not done.is_full and _is_due(at):
        with mail_server.connection(server) as smtp:
            done.use(smtp)
    return done


@dataclass(slots=True)
class Run:
    """One run of the sender, and what it did."""

    server: mail_server.Server
    at: datetime
    sent: int = 0
    delayed: int = 0
    parked: int = 0

    def __str__(self) -> str:
        return f"{self.sent} sent, {self.delayed} to try again, {self.parked} parked"

    @property
    def has_done(self) -> int:
        """Return how many messages were tried."""
        return self.sent + self.delayed + self.parked

    @property
    def is_full(self) -> bool:
        """Say whether this run has done its share."""
        return self.has_done >= BATCH

    def use(self, smtp: smtplib.SMTP) -> None:
        """Send with one connection until nothing is due or the server has hung up."""
        while not self.is_full and smtp.sock is not None:
            with Session(model.meta.engine) as session, session.begin():
                lead = session.scalars(Outbox.next_due(self.at)).first()
                if lead is None:
                    return
                self._attempt(session, lead, smtp)

    def _attempt(self, session: Session, lead: Outbox, smtp: smtplib.SMTP) -> None:
        rows = list(session.scalars(Outbox.bundled(lead.id)))
        try:
            mail = self._mail(session, lead, rows)
        except (NoAddress, NoticeRefused) as error:
            self._park(session, rows, str(error))
            return
        except ValueError:
            # The address as it was entered; the error's text would repeat it.
            self._park(session, rows, "the e-mail address is not valid")
            return
        try:
            smtp.send_message(mail)
        except OSError as error:  # all errors of smtplib are
            self._failed(session, rows, mail_server.reason(error))
            return
        for row in rows:
            row.status, row.sent_at, row.last_error = Status.SENT.value, self.at, None
            row.attempts += 1
        self.sent += 1

    def _mail(self, session: Session, lead: Outbox, rows: list[Outbox]) -> EmailMessage:
        return compose(
            [letter(row, external=True) for row in rows],
            to=address(session, lead),
            message_id=str(lead.message_id),
            at=self.at,
            sender=self.server.sender,
            reply_to=self.server.reply_to,
        )

    def _failed(self, session: Session, rows: list[Outbox], reason: str) -> None:
        again = next_attempt(rows[0].attempts + 1, self.at)
        for row in rows:
            row.attempts += 1
            row.last_error = reason
            row.due_at = again or row.due_at
        if again is None:
            self._park(session, rows, reason)
        else:
            self.delayed += 1

    def _park(self, session: Session, rows: list[Outbox], reason: str) -> None:
        for row in rows:
            row.status, row.last_error = Status.PARKED.value, reason
        self.parked += 1
        tell_administrators(session, rows[0], self.at)


def _is_due(at: datetime) -> bool:
    with Session(model.meta.engine) as session:
        return session.scalars(Outbox.next_due(at)).first() is not None


def _bundle(at: datetime) -> None:
    """Put digests together: from now on their rows leave as one message, even after a crash."""
    with Session(model.meta.engine) as session, session.begin():
        loose = session.scalars(Outbox.loose(at)).all()
        for _, group in groupby(loose, lambda row: (row.recipient_kind, row.recipient)):
            rows = list(group)
            for row in rows:
                row.bundle, row.message_id = rows[0].id, message_id(rows[0].id)
                row.due_at = rows[0].due_at
