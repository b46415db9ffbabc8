"""The site's own settings, with what differs while tests run: where things lie, and how slowly passwords are hashed."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# One new folder for each run; the worker processes of a run inherit its name.
if "ALVARI_TEST_FOLDER" not in os.environ:
    os.environ["ALVARI_TEST_FOLDER"] = tempfile.mkdtemp(prefix="alvari-tests-")
    atexit.register(shutil.rmtree, os.environ["ALVARI_TEST_FOLDER"], ignore_errors=True)

FOLDER = Path(os.environ["ALVARI_TEST_FOLDER"])
# What somebody set for a site of their own must not change what the tests see.
for name in (
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "DEMO_PASSWORD",
    "EMAIL_FROM",
    "PORT",
    "SITE_URL",
    "WORKER",
):
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = str(FOLDER)
os.environ["MEDIA_ROOT"] = str(FOLDER / "media")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER / 'site.sqlite3'}")

from portal import catalogues
from portal.settings import *
from portal.settings import DATABASES, STATIC_ROOT, STORAGES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because a database in memory cannot be shared with the processes and threads of a server.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}

# Slow on purpose in production; tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Hashed names need a collectstatic first; WhiteNoise wants its folder even when it is empty.
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Addresses are translated, so that without catalogues half of them would not exist.
catalogues.compile_all()
