"""manage.py with small pictures in the demonstration: painting them at full size takes longer than all the rest."""

import os
import sys

import django
from django.core.management import execute_from_command_line

SIZES = {"3:2": (600, 400), "16:9": (640, 360), "4:5": (400, 500)}

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()

    from portal.demo import register

    register.SIZES.update(SIZES)
    execute_from_command_line(sys.argv)
