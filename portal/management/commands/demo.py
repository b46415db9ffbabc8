"""`manage.py demo`: a believable site to look around in."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.demo.loading import load


class Command(BaseCommand):
    help = "Loads the demonstration content and makes one sign-in for each role. Does nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(load())
