"""A believable site for looking around: articles, partners, agreements, pictures and one sign-in a role.

Only `manage.py demo` loads it. Texts are in `content/` as TOML, pictures are painted by `pictures`.
"""

# What the `source` of every demonstration thing says; the footer's notice hangs on it.
SOURCE = "Alvari demonstration"
