"""How dates are written in English here: as in the rest of Europe, not as in Django's American default."""
