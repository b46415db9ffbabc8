"""What it means to be a revised, published, multilingual document.

Owns: the abstract Document, Revision and Edition, the abstract Thing, the constraint that keeps editions apart, texts
that know their language and ask when they look like another, rich text and what may be placed in it, where things are
used, partial dates, folding and sorting of names. Imports nothing of ours but accounts.

Verbs (`publishing.actions`): save, submit, approve, send_back, publish, withdraw, cancel_scheduled, restore, comment,
resolve. Of mail (`publishing.mail`): write, deliver_due, repeat, settle.
"""
