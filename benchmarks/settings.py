"""The site's own settings, plus one address that does nothing: what Django itself costs on the same server."""

from portal.settings import *

ROOT_URLCONF = "benchmarks.urls"
