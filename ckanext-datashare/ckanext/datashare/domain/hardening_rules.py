"""The rules of ``hardening``, in the order of ``config/production.ini.example``."""

from __future__ import annotations

from urllib.parse import urlsplit

from .hardening import DAY, PARSERS, Rule, Site, at_most, is_remote, lax, off, on, secret, without

_MAIL = "ckanext.datashare.mail."
_FACTOR_KEY = "ckanext.datashare.second_factor.key_file"


def _mail_in_clear(site: Site) -> bool:
    return is_remote(site.text(_MAIL + "server")) and site.text(_MAIL + "security") == "none"


def _core_mail_in_clear(site: Site) -> bool:
    return is_remote(site.text("smtp.server")) and not site.is_on("smtp.starttls")


def _open_redis(site: Site) -> bool:
    url = site.text("ckan.redis.url")
    return is_remote(url) and not urlsplit(url).password


def _without_expiry(site: Site) -> bool:
    return "expire_api_token" not in site.words("ckan.plugins")


def _not_first(site: Site) -> bool:
    return site.words("ckan.plugins")[:1] != ["datashare"]


def _open_table_list(site: Site) -> bool:
    return "datastore" in site.words("ckan.plugins") and bool(
        site.text("ckan.datastore.public_table_search")
    )


RULES: tuple[Rule, ...] = (
    # Secrets and addresses
    off("debug", "Error pages would show what the program holds in memory."),
    off("testing", "Checks that hold a live site are relaxed."),
    Rule(
        "ckan.site_url",
        lambda site: not site.text("ckan.site_url").startswith("https://"),
        "Passwords, sessions and drafts would travel in clear.",
        "put the site behind TLS and set ckan.site_url to its https:// address",
    ),
    secret("SECRET_KEY", "Whoever guesses it can make a session of anybody."),
    secret("api_token.jwt.encode.secret", "Whoever guesses it can make an API token of anybody."),
    # Sessions
    on("WTF_CSRF_ENABLED", "Another site could send forms in a visitor's name."),
    Rule(
        "SESSION_TYPE",
        lambda site: site.text("SESSION_TYPE") in {"", "cookie", "null"},
        "A session kept in the browser cannot be ended by the site.",
        "SESSION_TYPE = redis",
    ),
    on("SESSION_COOKIE_SECURE", "The session would also travel without TLS."),
    on("SESSION_COOKIE_HTTPONLY", "Scripts on a page could read the session."),
    lax("SESSION_COOKIE_SAMESITE", "Other sites could use the session."),
    at_most("PERMANENT_SESSION_LIFETIME", DAY, "A browser left open stays signed in."),
    at_most("REMEMBER_COOKIE_DURATION", DAY, "A lost computer stays signed in."),
    on("REMEMBER_COOKIE_SECURE", "The sign-in would also travel without TLS."),
    on("REMEMBER_COOKIE_HTTPONLY", "Scripts on a page could read the sign-in."),
    lax("REMEMBER_COOKIE_SAMESITE", "Other sites could use the sign-in."),
    Rule(
        "ckan.plugins",
        _without_expiry,
        "API tokens would be valid for ever.",
        "add expire_api_token to ckan.plugins",
    ),
    off("ckan.auth.enable_cookie_auth_in_api", "The API would act on a browser's session."),
    off("ckan.auth.create_default_api_keys", "Keys would exist that nobody asked for."),
    # Who may do what
    off("ckan.auth.anon_create_dataset", "Visitors could write."),
    off("ckan.auth.create_unowned_dataset", "A record could belong to no body."),
    off(
        "ckan.auth.create_dataset_if_not_in_organization",
        "People who act for no body could write.",
    ),
    off("ckan.auth.user_create_groups", "Anybody with an account could open a group."),
    off("ckan.auth.user_create_organizations", "Anybody with an account could open a body."),
    off("ckan.auth.user_delete_groups", "An administrator could remove a group for all."),
    off("ckan.auth.user_delete_organizations", "An administrator could remove a body for all."),
    off("ckan.auth.create_user_via_api", "Accounts would be made without a body's invitation."),
    off("ckan.auth.create_user_via_web", "Accounts would be made without a body's invitation."),
    off("ckan.auth.allow_dataset_collaborators", "Access would be given beside the bodies."),
    on(
        "ckanext.datashare.review.second_person",
        "One person alone could put an agreement before the public.",
    ),
    # What a visitor learns
    on("ckan.hide_version", "Visitors would learn the version and the plugins."),
    off("ckan.auth.public_user_details", "Visitors could list the people who work here."),
    off("ckan.auth.reveal_private_datasets", "Visitors would learn that a draft exists."),
    off("ckan.cors.origin_allow_all", "Any site could read answers in a visitor's browser."),
    Rule(
        "ckan.search.solr_allowed_query_parsers",
        lambda site: not PARSERS.issuperset(site.words("ckan.search.solr_allowed_query_parsers")),
        "Searches could ask more of the index than the register offers.",
        "allow none, or frange and field where people search by place",
    ),
    off("ckan.datastore.sqlsearch.enabled", "Visitors could send statements to a database."),
    Rule(
        "ckan.datastore.public_table_search",
        _open_table_list,
        "Visitors would learn which tables exist.",
        "leave ckan.datastore.public_table_search empty",
    ),
    without("activity", "Pages as they were before a change would be kept and shown."),
    without("tracking", "Visits of people would be counted page by page."),
    without("resource_proxy", "Visitors could have the server fetch addresses for them."),
    # Files
    off("ckan.files.authenticated_uploads.allow", "Files could be kept that belong to nothing."),
    # Plugins
    Rule(
        "ckan.plugins",
        _not_first,
        "Rules of the register about access and search come after another plugin's.",
        "name datashare first in ckan.plugins",
    ),
    # Mail
    off("ckan.activity_streams_email_notifications", "Mail would carry what pages hold."),
    Rule(
        "smtp.server",
        _core_mail_in_clear,
        "Password mails would travel in clear.",
        "smtp.starttls = true",
    ),
    Rule(
        _MAIL + "server",
        lambda site: not site.text(_MAIL + "server"),
        "Notices reach nobody by e-mail.",
        f"set {_MAIL}server and {_MAIL}sender",
    ),
    Rule(
        _MAIL + "security",
        _mail_in_clear,
        "Notices would travel in clear; none is sent.",
        f"{_MAIL}security = starttls, or tls",
    ),
    # Services
    Rule(
        "ckan.redis.url",
        _open_redis,
        "Whoever reaches Redis could read sessions and make jobs.",
        "give Redis a password and name it in ckan.redis.url",
    ),
    Rule(
        "sqlalchemy.url",
        lambda site: site.may_change_evidence,
        "The web server could change the audit log.",
        "connect as the web role, which does not own the tables",
    ),
    # The audit log's key
    Rule(
        "ckanext.datashare.audit.key_file",
        lambda site: not site.text("ckanext.datashare.audit.key_file"),
        "The audit log is not signed.",
        'make a key with "ckan datashare audit keygen" and name its file',
    ),
    Rule(
        "ckanext.datashare.audit.key_file",
        lambda site: bool((site.key_file_mode or 0) & 0o077),
        "Others on this host can read the key that signs the audit log.",
        "chmod 600 the file",
    ),
    # The key of second factors
    Rule(
        _FACTOR_KEY,
        lambda site: site.factor_key_file_mode is None,
        "Nobody can set up a second factor, so nobody can sign.",
        'name a file and make it with "ckan datashare second-factor keygen"',
    ),
    Rule(
        _FACTOR_KEY,
        lambda site: bool((site.factor_key_file_mode or 0) & 0o077),
        "Others on this host can read the key that opens people's second factors.",
        "chmod 600 the file",
    ),
)
