"""The entry for a web server."""

from __future__ import annotations

import gc
import os

from django.core.checks.urls import check_url_config
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mektepke.config.settings")
application = get_wsgi_application()

# The first teacher of the morning need not wait until every page has been read in.
check_url_config(None)

# What is loaded by now stays until the server stops: Python need not look through it for rubbish again and again, least
# of all while a register waits.
gc.collect()
gc.freeze()
