"""The register of organisations and contact persons.

Owns: Organisation, ContactPerson, the names of countries. Imports photos (portraits), publishing and accounts.
"""
