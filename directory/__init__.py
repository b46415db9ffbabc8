"""The register of organisations and contact persons.

Owns: Organisation, ContactPerson, PhotoPerson (who is in a picture), the names of countries. Imports photos, publishing
and accounts.

Verbs (`directory.actions`): show_people, picture.
"""
