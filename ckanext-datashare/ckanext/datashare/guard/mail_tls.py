"""CKAN's own mails go to a mail server that shows a certificate to its name, when TLS is on.

A CKAN that has an option for it (``smtp.starttls_verify``) keeps its own way.
"""

from __future__ import annotations

import smtplib
import ssl
from types import ModuleType
from typing import Any

import ckan.lib.mailer
import ckan.plugins.toolkit as tk
from ckan.common import config_declaration
from ckan.config.declaration import Key


class VerifiedSmtp:
    """Stands for ``smtplib`` in CKAN's mailer; its connections verify the server they speak to."""

    def __getattr__(self, name: str) -> Any:
        return getattr(smtplib, name)

    @staticmethod
    def SMTP(*args: Any, **kwargs: Any) -> smtplib.SMTP:
        """Return a connection whose ``starttls`` checks certificate and name.

        :raises smtplib.SMTPException: when the certificate is not good, as the mailer expects it
        """
        connection = smtplib.SMTP(*args, **kwargs)
        begin = getattr(connection, "starttls", None)

        def starttls(**options: Any) -> Any:
            try:
                return begin(**{"context": _context(), **options}) if begin else None
            except ssl.SSLError as error:
                connection.close()
                # The mailer takes leave of the server whatever happened; there is none now.
                connection.quit = lambda: (221, b"")  # type: ignore[method-assign]
                raise smtplib.SMTPException(
                    "the mail server's certificate is not trusted"
                ) from error

        connection.starttls = starttls  # type: ignore[method-assign, assignment]
        return connection


def install(mailer: ModuleType = ckan.lib.mailer) -> bool:
    """Have CKAN's mailer verify; return whether there was anything to do."""
    if Key().smtp.starttls_verify in config_declaration:
        return False
    if not isinstance(mailer.smtplib, VerifiedSmtp):
        mailer.smtplib = VerifiedSmtp()  # type: ignore[attr-defined]
    return True


def _context() -> ssl.SSLContext:
    trusted = str(tk.config.get("ckanext.datashare.mail.ca_file") or "") or None
    context = ssl.create_default_context(cafile=trusted)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
