"""manage.py on a disk with little room: no file of it, nor of what it starts, may grow beyond so many bytes."""

import os
import resource
import sys

from django.core.management import execute_from_command_line

ROOM = 8 * 1024 * 1024

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))
    execute_from_command_line(sys.argv)
