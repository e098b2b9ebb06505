"""Which language a page is written in, as the code of a publication's language."""

from __future__ import annotations

import re

from freesheet.importers.page.vocabulary import languages

_TRADITIONAL = frozenset(
    "這個國們來說時後會為與對發經過動開關實點樣麼還從現機關數據產業應該當車門電話語聞馬島灣縣區華萬與專東書報學體總"
)
_SIMPLIFIED = frozenset(
    "这个国们来说时后会为与对发经过动开关实点样么还从现机关数据产业应该当车门电话语闻马岛湾县区华万与专东书报学体总"
)
_SIGNS = [
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.08),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 0.2),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.2),
    ("arabic script", re.compile(r"[\u0600-\u06ff]"), 0.2),
]


def language_of(text: str, declared: str = "") -> str:
    """The declared language where there is one, else a guess from script and small words; ``en`` if nothing tells."""
    if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", declared.strip()):
        return _tidied(declared.strip().lower().replace("_", "-"), text)
    sample = text[:20_000]
    letters = sum(c.isalpha() for c in sample) or 1
    for code, sign, share in _SIGNS:
        if len(sign.findall(sample)) / letters >= share:
            return {"zh": _chinese(sample), "arabic script": _arabic_script(sample)}.get(code, code)
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = {
        language.code: sum(word in set(language.phrases["stopwords"]) for word in words) for language in languages()
    }
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    return best if counts[best] else "en"


def _tidied(code: str, text: str) -> str:
    main, _, rest = code.partition("-")
    if main != "zh":
        return main
    if re.search(r"hant|tw|hk|mo", rest):
        return "zh-hant"
    return "zh-hans" if re.search(r"hans|cn|sg", rest) else _chinese(text)


def _chinese(text: str) -> str:
    traditional = sum(c in _TRADITIONAL and c not in _SIMPLIFIED for c in text)
    simplified = sum(c in _SIMPLIFIED and c not in _TRADITIONAL for c in text)
    return "zh-hans" if simplified > traditional else "zh-hant"


def _arabic_script(text: str) -> str:
    if re.search(r"[ٹڈڑںےھہ]", text):
        return "ur"
    return "fa" if len(re.findall(r"[پچژگ]", text)) * 100 > len(text) else "ar"
