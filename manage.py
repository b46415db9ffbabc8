#!/usr/bin/env python3
"""Django's command line for Alvari; `manage.py help` lists the commands."""

import os
import sys

from django.core.management import execute_from_command_line

from portal.env import InvalidEnvironment


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except InvalidEnvironment as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
