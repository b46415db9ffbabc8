"""The WSGI application: `portal.wsgi:application`, for granian or any other WSGI server."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from portal.env import InvalidEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

try:
    application = get_wsgi_application()
except InvalidEnvironment as error:
    sys.exit(str(error))
