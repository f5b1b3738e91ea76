"""Templates, guided writing and sign-off of data sharing agreements.

Nothing is offered yet: the plugin declares its configuration and no more.
"""

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.config_declarations
class IGTemplatesPlugin(p.SingletonPlugin):
    """Entry point ``igtemplates``; see ``docs/architecture.md`` for its place."""
