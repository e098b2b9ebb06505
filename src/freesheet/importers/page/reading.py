"""From the bytes of a saved file to its text: size, encoding, and whether it is a page at all."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from freesheet.importers.errors import ImportProblem

MAX_BYTES = 5 * 1024 * 1024

_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_OTHER_FORMATS = [
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"bplist00", "a Safari web archive"),
]
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=\s*["']?|<\?xml[^>]{0,100}?encoding\s*=\s*["'])\s*([A-Za-z0-9_.:-]{2,30})""",
    re.IGNORECASE,
)
_MAIL = re.compile(
    rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}Content-Type:\s*multipart/related", re.IGNORECASE
)
_MARKUP_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|section|title|meta"
    r"|h[1-6]|p|header|nav|figure|blockquote|table|ul|ol)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING_TAG = re.compile(r"</(?:p|div|article|main|body|html|h[1-6]|li|section|span)\s*>", re.IGNORECASE)

# The characters one meets most in running text: legacy encodings read each other's bytes without
# an error, so the reading with the most everyday characters wins.
_EVERYDAY = {
    "big5hkscs": frozenset(
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平係氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運"
    ),
    "gb18030": frozenset(
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
    ),
    "shift_jis": frozenset(chr(c) for c in range(0x3041, 0x30FD)),
    "euc_jp": frozenset(chr(c) for c in range(0x3041, 0x30FD)),
    "cp949": frozenset(
        "이다는을를의가에로고하한지사기어도리시나인자들해대은서정그스있것수과부일보상아제조라게위원전선만장구주성비공여면문오니동신무"
        "자국며까건경년월었했습니계등소세실으와민연발방치관회요중안학행않없될던된데적우미모유내물할개생"
    ),
}
_PUNCTUATION = frozenset("，。、：；？！「」『』（）“”《》 　")


def text_of(data: bytes, name: str = "this file") -> str:
    """The text in ``data``, without a byte order mark.

    Raises :class:`ImportProblem` for more than :data:`MAX_BYTES`, for nothing at all, and for what is no text.
    """
    if len(data) > MAX_BYTES:
        raise ImportProblem(
            f"{name} is larger than {MAX_BYTES // 1024 // 1024} MB: save only the page, "
            "without its pictures, and try again."
        )
    _refuse_other_formats(data, name)
    text = _decoded(data, name).replace("\x00", "").removeprefix("\ufeff")
    if not text.strip("\ufeff \t\r\n\v\f"):
        raise ImportProblem(f"{name} is empty: there is no article in it.")
    return text


def bytes_of(path: Path) -> bytes:
    """The content of ``path``, of which no more is read than a page may have."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise ImportProblem(f"{path} is a folder: give the saved page inside it.") from None
    except FileNotFoundError:
        raise ImportProblem(f"There is no file {path}.") from None
    except OSError as problem:
        raise ImportProblem(f"{path} cannot be read: {problem.strerror}.") from problem


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is markup. A text that only mentions a tag is not."""
    closed = len(_CLOSING_TAG.findall(text))
    return closed >= 6 or (closed >= 1 and _MARKUP_START.match(text[:8000]) is not None)


def _refuse_other_formats(data: bytes, name: str) -> None:
    for start, what in _OTHER_FORMATS:
        if data.startswith(start):
            raise ImportProblem(
                f"{name} is {what}, not a saved page: save the article as text or as HTML and try again."
            )
    if _MAIL.match(data[:6000].replace(b"\r\n", b"\n")):
        raise ImportProblem(f"{name} is a web archive (MHTML): save the page as “HTML only” or as text and try again.")


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"), name)
    if b"\x00" in data:
        return _checked(_wide(data, name), name)
    declared = _DECLARED.search(data[:4096])
    for encoding in ["utf-8", *([declared.group(1).decode("ascii")] if declared else [])]:
        try:
            return _checked(data.decode(encoding), name)
        except (UnicodeDecodeError, LookupError):
            continue
        except (ValueError, AssertionError):  # "idna", "undefined" and other codecs that are no encodings of text
            continue
    return _checked(_guessed(data), name)


def _wide(data: bytes, name: str) -> str:
    """UTF-16 without a mark: in most scripts every second byte of its spaces and line ends is zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) * 50 < len(data) or min(even, odd) * 4 > max(even, odd):
        raise ImportProblem(f"{name} is not text: save the article as text or as HTML and try again.")
    return data.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace")


def _guessed(data: bytes) -> str:
    best, best_score = data.decode("cp1252", errors="replace"), 0.25
    for encoding, everyday in _EVERYDAY.items():
        text = data.decode(encoding, errors="replace")
        foreign = [c for c in text if ord(c) > 127]
        known = sum(c in everyday or c in _PUNCTUATION for c in foreign)
        score = (known - 4 * text.count("\ufffd")) / (len(foreign) or 1)
        if score > best_score:
            best, best_score = text, score
    return _arabic(data) if best_score <= 0.25 and sum(byte > 0xBF for byte in data) * 3 > len(data) else best


def _arabic(data: bytes) -> str:
    """Mostly high bytes and no East Asian encoding: Windows Arabic, which holds Urdu too, or Cyrillic."""
    readings = [
        (data.decode("cp1256", errors="replace"), "\u0600", "\u06ff"),
        (data.decode("cp1251", errors="replace"), "\u0430", "\u044f"),
    ]
    return max(readings, key=lambda reading: sum(reading[1] <= c <= reading[2] for c in reading[0]))[0]


def _checked(text: str, name: str) -> str:
    odd = sum((c < " " and c not in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x00") or c == "\ufffd" for c in text)
    if odd * 20 > len(text):
        raise ImportProblem(f"{name} is not text: save the article as text or as HTML and try again.")
    return text
