"""Sealed exchange of personal data under a live agreement.

Nothing is offered yet: the plugin declares its configuration and no more.
"""

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.config_declarations
class SecureExchangePlugin(p.SingletonPlugin):
    """Entry point ``secureexchange``; see ``docs/architecture.md`` for its place."""
