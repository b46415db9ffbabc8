"""The newsroom. Owns: articles with their revisions and editions, topics, tags, feeds.

May import partnerships, directory, photos, publishing, accounts. Verbs: `publishing.actions` on an Article, and
`news.actions.create_translation`.
"""
