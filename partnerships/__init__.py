"""What the university does together with others: partnerships, and the chain of agreements behind each of them.

Owns: Partnership, Agreement and their parts, Theme; the derived status of an agreement
(`querysets.AgreementQuerySet.with_status`); the public list and detail page.
Imports directory, photos, publishing and accounts.

Verbs (`partnerships.actions`): record_agreement.
"""
