"""The mail server: where it is, and a connection whose other end is known for certain."""

from __future__ import annotations

import ipaddress
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk

TIMEOUT = 20  # seconds for each answer of the server
_PREFIX = "ckanext.datashare.mail."


class Security(str, Enum):
    """How the connection is protected."""

    STARTTLS = "starttls"  # RFC 3207, on the submission port
    TLS = "tls"  # RFC 8314, from the first byte
    NONE = "none"  # only to this very machine


class ServerDown(Exception):
    """The mail server cannot be used now. Holds no address of a reader and no password."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as the configuration names it."""

    host: str
    port: int
    security: Security
    sender: str
    reply_to: str = ""
    user: str = ""
    password: str = ""
    ca_file: str = ""


def configured() -> Server | None:
    """Return the mail server of the configuration; None when the site sends no mail.

    :raises ServerDown: when the configuration cannot be right
    """
    address = _option("server")
    if not address:
        return None
    security = _security(_option("security"))
    host, _, port = address.rpartition(":") if ":" in address else (address, "", "")
    if not port:
        port = "465" if security is Security.TLS else "587"
    if not port.isdigit():
        raise ServerDown("ckanext.datashare.mail.server has no valid port: give host:port")
    if not _option("sender"):
        raise ServerDown("ckanext.datashare.mail.sender is not set")
    return Server(
        host=host.strip("[]"),
        port=int(port),
        security=security,
        sender=_option("sender"),
        reply_to=_option("reply_to"),
        user=_option("user"),
        password=_option("password"),
        ca_file=_option("ca_file"),
    )


def reason(error: OSError) -> str:
    """Say what failed without the server's own words, which may repeat the reader's address."""
    code: int
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return f"the connection failed ({type(error).__name__})"
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
    # RFC 3463: the class of failure in three numbers.
    enhanced = re.match(r"[245]\.\d{1,3}\.\d{1,3}", text)
    return f"the mail server answered {code}" + (f" {enhanced[0]}" if enhanced else "")


def is_loopback(host: str) -> bool:
    """Say whether ``host`` is this very machine, told by the name alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def connection(server: Server) -> Iterator[smtplib.SMTP]:
    """Open a connection, greeted, verified and signed in.

    The certificate must be valid for the host's name and come from a known authority (or from the
    one in ``ca_file``); without TLS only this very machine is spoken to.

    :raises ServerDown: when the server cannot be reached, is not who it should be, or does not
        let us in
    """
    smtp = _open(server)
    try:
        yield smtp
    finally:
        # The mail is delivered or marked by now; a server that hangs up first takes nothing back.
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()


def _open(server: Server) -> smtplib.SMTP:
    if server.security is Security.NONE and not is_loopback(server.host):
        raise ServerDown("mail without TLS goes to this very machine only")
    try:
        smtp = _connect(server)
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.security is Security.STARTTLS:
                smtp.starttls(context=_context(server))
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
    except OSError as error:  # all errors of smtplib and ssl are
        raise ServerDown(f"the mail server {_trouble(error)}") from error
    return smtp


def _trouble(error: OSError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"has a certificate that is not trusted: {error.verify_message}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"answered {error.smtp_code} to the greeting or sign-in"
    return f"cannot be reached safely ({type(error).__name__})"


def _connect(server: Server) -> smtplib.SMTP:
    # We greet by the site's name: looking up this machine's own can take a while.
    name = urlsplit(tk.config["ckan.site_url"]).hostname or "localhost"
    if server.security is Security.TLS:
        context = _context(server)
        return smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=name, timeout=TIMEOUT, context=context
        )
    return smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=TIMEOUT)


def _context(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=server.ca_file or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _security(word: str) -> Security:
    try:
        return Security(word)
    except ValueError as error:
        raise ServerDown("ckanext.datashare.mail.security is not starttls, tls or none") from error


def _option(name: str) -> str:
    return str(tk.config[_PREFIX + name] or "")
