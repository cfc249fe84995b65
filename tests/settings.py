"""The house's own settings, with a home that is thrown away and nothing that waits on the disk."""

from __future__ import annotations

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="mektepke-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

# pytest-django reads the settings before any conftest, so what they ask of the machine has to be decided here.
for name in [name for name in os.environ if name.startswith("MEKTEPKE_")]:
    del os.environ[name]
os.environ["MEKTEPKE_HOME"] = str(HOME)
os.environ["MEKTEPKE_SECRET_KEY"] = "only for tests, and long enough that nothing warns about it"

from mektepke.config.settings import *  # noqa: E402, F403
from mektepke.config.settings import DATABASES, SEALED_KEYS, STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(exist_ok=True)
SEALED_KEYS.parent.mkdir(mode=0o700)
SEALED_KEYS.write_text(f"1 {base64.b64encode(os.urandom(32)).decode()}\n")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["tests.passwords.QuickArgon2"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file as in a school, so that the pages of a browser and the test itself lock each other as they would there.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
