"""In which language a short text is written: finds the Finnish caption that stands in the English field.

Each word is judged by its spelling, learnt from the word lists in `common_words`. They are our own, commonest first;
another language is another file. Names say nothing about the language around them and are left out by their capitals.
"""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from math import exp, log
from pathlib import Path

from publishing.collation import fold
from publishing.text import LANGUAGES

OTHER = "other"

_WORD_LISTS = Path(__file__).parent / "common_words"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_ADDRESS = re.compile(r"@|://|\w\.\w")
_QUOTED = re.compile(r'[”“„"«»][^”“„"«»]*[”“„"«»]')
# Universities are called by their own names everywhere, in the alternative text of a logo for one.
_INSTITUTION = re.compile(r"universi|högskol|yliopisto|korkeakoul|a[ck]adem|polytech|politécn|instit")

# No word decides alone: the floor under its shares keeps what one word can weigh, log(1.01 / 0.01) = 4.6, below _CLEAR.
_FLOOR = 0.01
_CLEAR = 5.0
# Languages that are not the site's have short lists, and among them are the next of kin of those that are.
_CLEARLY_OTHER = 10.0
# What speaks against a language weighs more than what speaks for it, so that mixtures stay undecided.
_AGAINST = 1.5
# The beginnings tell enough, and bound the time that a hostile text can take.
_MOST_WORDS = 60
_LONGEST_WORD = 24
_STARTS = (3, 2, 1, 0)  # In four letters: of the last alone, then of longer and longer chains that end with it.


def other_language(text: str, expected: str) -> str | None:
    """The language of the site that the text is clearly written in, or OTHER, where that is not the expected one.

    None where it is, and where it cannot be told: too few ordinary words, only names, or a mixture. What a text quotes
    is not judged. The first call in a process learns the languages, which takes some tenths of a second.
    """
    text = " ".join(part for part in unicodedata.normalize("NFC", text).split() if not _ADDRESS.search(part))
    if len(_NOT_LATIN.findall(text)) > max(3, sum(map(str.isalpha, text)) / 2):
        return OTHER
    words = _ordinary_words(_QUOTED.sub(" ", text)) or _ordinary_words(text)
    shares = [_shares(word[:_LONGEST_WORD]) for word in words if not _INSTITUTION.search(word)]
    found = max(_languages(), key=lambda code: sum(share[code] for share in shares))
    gains = [share[found] - share[expected] for share in shares]
    evidence = sum(gain if gain > 0 else _AGAINST * gain for gain in gains)
    if found in LANGUAGES:
        return found if evidence > _CLEAR else None
    return OTHER if evidence > _CLEARLY_OTHER else None


def _ordinary_words(text: str) -> list[str]:
    """The words that are not names, in lower case; none where the "of" and "and" of names are all there is."""
    words = _WORD.findall(text)[:_MOST_WORDS]
    if text.isupper():
        return [word for word in map(str.lower, words) if _is_common(word)]
    first = [word.lower() for word in words[:1] if word[0].isupper() and _is_common(word.lower())]
    lower = [word for word in words if word.islower() and (len(word) > 1 or _is_common(word))]
    joining = [
        word
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
        if word in lower and len(word) <= 3 and before[0].isupper() and after[0].isupper()
    ]
    return first + lower if len(lower) > len(joining) else []


def _is_common(word: str) -> bool:
    return any(word in _languages()[code].words for code in LANGUAGES)


@lru_cache(maxsize=4096)
def _shares(word: str) -> dict[str, float]:
    """How much of the word belongs to each language, were all of them written equally often: logarithms of shares."""
    likelihoods = {code: language.likelihood(word) for code, language in _languages().items()}
    best = max(likelihoods.values())
    whole = sum(exp(likelihood - best) for likelihood in likelihoods.values())
    return {code: log(exp(likelihood - best) / whole + _FLOOR) for code, likelihood in likelihoods.items()}


@cache
def _languages() -> dict[str, "_Language"]:
    return {path.stem: _Language(path.read_text(encoding="utf-8").split()) for path in _WORD_LISTS.glob("*.txt")}


class _Language:
    """How a language spells: a Markov chain of letters, each after up to three others, with Witten-Bell smoothing."""

    def __init__(self, words: list[str]) -> None:
        self.words = {*words, *map(fold, words)}
        self._seen: Counter[str] = Counter()
        self._passed: Counter[str] = Counter()
        self._branches: Counter[str] = Counter()
        for rank, word in enumerate(words, start=1):
            # Zipf's law: the n-th commonest word comes n times less often than the commonest. Each is also learnt
            # without its dots, as people without such a keyboard write it.
            for spelling in {word, fold(word)}:
                self._learn(spelling, 10_000 // rank)

    def _learn(self, word: str, times: int) -> None:
        for letters in _chains(word):
            for start in _STARTS:
                self._branches[letters[start:-1]] += letters[start:] not in self._seen
                self._seen[letters[start:]] += times
                self._passed[letters[start:-1]] += times

    def likelihood(self, word: str) -> float:
        """The logarithm of the probability that a word of this language is this one."""
        total = 0.0
        for letters in _chains(word):
            probability = 1 / 60  # of any letter, where nothing is known
            for start in _STARTS:
                if passed := self._passed[letters[start:-1]]:
                    branches = self._branches[letters[start:-1]]
                    probability = (self._seen[letters[start:]] + branches * probability) / (passed + branches)
            total += log(probability)
        return total


def _chains(word: str) -> list[str]:
    """Each letter of the word, and its end, behind the three before it."""
    padded = f"^^^{word}$"
    return [padded[end - 4 : end] for end in range(4, len(padded) + 1)]
