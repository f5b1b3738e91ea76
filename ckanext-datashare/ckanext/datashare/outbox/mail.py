"""Makes an e-mail of one or more notices: plain text, and the same as simple HTML."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk

from ..domain.notice import one_line
from .words import Letter, settings_url


def message_id(outbox_id: str) -> str:
    """Return the Message-ID of the mail that the outbox row ``outbox_id`` leads.

    It is stored with the row: a repeat after a crash carries the same one, so that mail programs
    show the two as one.
    """
    host = urlsplit(tk.config["ckan.site_url"]).hostname or "localhost"
    return f"<{outbox_id}@{host}>"


def compose(
    letters: list[Letter], *, to: str, message_id: str, at: datetime, sender: str, reply_to: str
) -> EmailMessage:
    """Return the mail, without attachments and without the reader's name.

    :param letters: one notice, or several for a digest
    :raises ValueError: when an address cannot stand in a header
    """
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _subject(letters)
    mail["From"] = Address(one_line(tk.config["ckan.site_title"]), addr_spec=sender)
    mail["To"] = Address(addr_spec=to)
    if reply_to:
        mail["Reply-To"] = Address(addr_spec=reply_to)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id
    # RFC 3834 section 5: asks holiday responders to stay silent.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(letters))
    mail.add_alternative(_html(letters), subtype="html")
    return mail


def _subject(letters: list[Letter]) -> str:
    if len(letters) == 1:
        return letters[0].words.subject
    title = one_line(tk.config["ckan.site_title"])
    return tk._("{count} notices from {site}").format(count=len(letters), site=title)


def _text(letters: list[Letter]) -> str:
    parts: list[str] = []
    for letter in letters:
        if len(letters) > 1:
            parts.append(letter.words.subject.upper())
        parts.extend(letter.words.paragraphs)
        if letter.url:
            parts.append(tk._("Open its page:") + "\n" + letter.url)
    parts.append(tk._("Choose how often mail comes:") + "\n" + settings_url())
    return "\n\n".join(parts) + "\n"


def _html(letters: list[Letter]) -> str:
    body: list[str] = []
    for letter in letters:
        body.append(f"<h1 style='font-size:20px'>{escape(letter.words.subject)}</h1>")
        body.extend(f"<p>{escape(text)}</p>" for text in letter.words.paragraphs)
        if letter.url:
            body.append(_link(letter.url, tk._("Open its page")))
    body.append("<hr>" + _link(settings_url(), tk._("Choose how often mail comes")))
    return (
        f"<!DOCTYPE html><html lang='{escape(tk.config['ckan.locale_default'])}'>"
        f"<head><title>{escape(_subject(letters))}</title></head>"
        "<body style='font-family:sans-serif;font-size:16px;line-height:1.5;max-width:70ch'>"
        f"{''.join(body)}</body></html>\n"
    )


def _link(url: str, text: str) -> str:
    return f"<p><a href='{escape(url)}'>{escape(text)}</a></p>"
