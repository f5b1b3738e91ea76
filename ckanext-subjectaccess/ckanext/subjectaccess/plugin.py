"""A resident sees who used their data, and asks.

Nothing is offered yet: the plugin declares its configuration and no more.
"""

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.config_declarations
class SubjectAccessPlugin(p.SingletonPlugin):
    """Entry point ``subjectaccess``; see ``docs/architecture.md`` for its place."""
