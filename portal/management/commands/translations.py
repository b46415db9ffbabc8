"""`manage.py translations`: the interface's words, from the code into the catalogues and from there into use."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import catalogues


class Command(BaseCommand):
    help = "Collects translatable words into locale/*.po and compiles them; --check changes nothing and fails on gaps."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check", action="store_true", help="Only say what is missing or fuzzy.")
        parser.add_argument("--compile", action="store_true", help="Only compile the catalogues as they are.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            gaps = catalogues.gaps()
            for gap in gaps:
                self.stderr.write(gap)
            if gaps:
                raise CommandError(f"{len(gaps)} texts are not translated; run `make translations` and fill them in.")
            self.stdout.write("Every text of the interface is translated.")
            return
        if options["compile"]:
            catalogues.compile_all(force=True)
            self.stdout.write("Catalogues compiled.")
            return
        catalogues.update()
        catalogues.compile_all(force=True)
        self.stdout.write(
            f"Catalogues updated and compiled; {len(catalogues.gaps())} texts are still to be translated."
        )
