"""`./dev status`: what runs, where it is, and who can log in."""

from __future__ import annotations

import json

from . import login, postgres, redis, service, site, solr, up

LOGIN_KEYS = ("name", "password", "email", "role", "body", "totp_secret")


def status(arguments: list[str]) -> int:
    """Print the state; with --json for programs, with addresses and logins. 1 when not all run."""
    services = {part.NAME: service.running(part.NAME) is not None for part in up.SERVICES}
    if "--json" in arguments:
        print(json.dumps(_facts(services), indent=2))
    else:
        print(f"site      {site.address()}")
        for name, runs in services.items():
            print(f"{name:9} {'running' if runs else 'stopped'}")
    return 0 if all(services.values()) else 1


def _facts(services: dict[str, bool]) -> dict[str, object]:
    return {
        "site_url": site.address(),
        "database_url": postgres.url(site.DATABASE, postgres.OWNER),
        "solr_url": solr.url(site.CORE),
        "redis_url": redis.url(0),
        "logins": [{key: person[key] for key in LOGIN_KEYS} for person in login.everyone()],
        "services": services,
    }
