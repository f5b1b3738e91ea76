"""The application for gunicorn and uwsgi; CKAN_INI names the settings file."""

import os
from logging.config import fileConfig

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

_settings = os.environ["CKAN_INI"]
fileConfig(_settings, disable_existing_loggers=False)
application = make_app(CKANConfigLoader(_settings).get_config())
