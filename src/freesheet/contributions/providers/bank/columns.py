"""What banks call the columns of their tables, and which is which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

MEANINGS = {
    "date": _("Date"),
    "amount": _("Amount"),
    "credit": _("What came"),
    "debit": _("What went"),
    "direction": _("Came or went"),
    "currency": _("Currency"),
    "party": _("Who sent it"),
    "party_account": _("Their account"),
    "said": _("Remittance text"),
    "name": _("The bank’s number"),
    "status": _("State"),
}
"""What a column can be, and how that is said to who looks at a reading."""

# In the order in which they are preferred: the day of booking before the day from which interest counts.
NAMES = {
    "date": (
        "buchungstag", "buchungsdatum", "buchung", "booking date", "bookingdate", "booked on", "date booked",
        "posting date", "posted date", "post date", "transaction date", "txn date", "tran date", "completed date",
        "date completed", "datum", "boekdatum", "boekingsdatum", "rentedatum", "date opération",
        "date de l opération", "date de comptabilisation", "date comptable", "fecha", "fecha operación",
        "fecha contable", "data", "data contabile", "data operazione", "data mov", "data lançamento",
        "data księgowania", "date", "transactiondate", "交易日期", "交易日", "帳務日期", "帳務日", "記帳日", "入帳日",
        "日期", "交易時間", "取引日", "日付", "お取引日", "お取扱日", "거래일자", "거래일시", "tanggal", "tarikh",
        "تاریخ", "التاريخ", "दिनांक", "value date", "valuedate", "valuta", "wertstellung", "wertstellungstag",
        "date valeur", "fecha valor", "data valuta",
    ),
    "amount": (
        "betrag", "amount", "umsatz", "bedrag", "montant", "importe", "importo", "valor", "quantia", "kwota",
        "belopp", "transaction amount", "total amount", "net amount", "金額", "交易金額", "取引金額", "거래금액",
        "jumlah", "nominal", "رقم", "المبلغ", "राशि",
    ),
    "credit": (
        "haben", "credit", "credits", "credit amount", "paid in", "money in", "deposit", "deposits", "deposit amt",
        "deposit amount", "crédit", "avere", "entrate", "accrediti", "abono", "abonos", "haber", "crédito", "存入",
        "存入金額", "存款金額", "收入", "收入金額", "貸方金額", "入金", "入金金額", "お預入れ", "お預り金額",
        "預入金額", "입금", "입금액", "kredit", "جمع", "दائن", "जमा",
    ),
    "debit": (
        "soll", "debit", "debits", "debit amount", "paid out", "money out", "withdrawal", "withdrawals",
        "withdrawal amt", "withdrawal amount", "débit", "dare", "uscite", "addebiti", "cargo", "cargos", "debe",
        "débito", "支出", "支出金額", "提出", "提款金額", "借方金額", "出金", "出金金額", "お引出し", "お支払金額",
        "支払金額", "출금", "출금액", "debet", "نکلوائی", "निकासी",
    ),
    "direction": (
        "soll haben", "s h", "soll haben kennzeichen", "dr cr", "cr dr", "debit credit", "credit debit",
        "credit debit indicator", "af bij", "afbij", "bij af", "sens", "存提", "收付別", "借貸別", "入払区分",
        "入出金区分", "d k",
    ),
    "currency": (
        "währung", "currency", "currency code", "waehrung", "whrg", "devise", "divisa", "moneda", "moeda", "munt",
        "muntsoort", "幣別", "貨幣", "通貨", "통화", "mata uang", "ccy",
    ),
    "party": (
        "name zahlungsbeteiligter", "beguenstigter zahlungspflichtiger", "begünstigter zahlungspflichtiger",
        "auftraggeber empfänger", "auftraggeber begünstigter", "zahlungspflichtige r", "zahlungspflichtiger",
        "auftraggeber", "name", "name des partners", "partner name", "payer", "payee", "payer name", "sender",
        "sender name", "from", "counterparty", "counter party", "counterparty name", "counter party name",
        "naam tegenpartij", "naam omschrijving", "tegenpartij", "ordonnateur", "émetteur", "ordenante", "ordinante",
        "remetente", "對方戶名", "匯款人", "轉出戶名", "付款人", "振込依頼人", "依頼人名", "보낸분", "의뢰인",
        "pengirim",
    ),
    "party_account": (
        "iban zahlungsbeteiligter", "kontonummer iban", "iban des zahlungspflichtigen", "iban", "partner iban",
        "counterparty iban", "counterparty account", "tegenrekening", "tegenrekening iban bban", "iban contrepartie",
        "對方帳號", "轉出帳號", "匯款帳號",
    ),
    "said": (
        "verwendungszweck", "buchungstext", "verwendungszweck zeile 1", "remittance information", "remittance text",
        "payment reference", "reference", "description", "transaction description", "details", "narrative",
        "narration", "memo", "remarks", "particulars", "message", "notes", "kundenreferenz",
        "kundenreferenz end to end", "omschrijving", "mededelingen", "mededeling", "libellé", "communication",
        "motif", "référence", "concepto", "observaciones", "causale", "descrizione", "descrição", "tytuł",
        "meddelande", "摘要", "備註", "附言", "存摺備註", "註記", "資料內容", "交易資訊", "お取引内容", "取引内容",
        "適用", "적요", "내용", "keterangan", "تفصیل", "विवरण",
    ),
    "name": (
        "bankreferenz", "bank reference", "transaction id", "transaction reference", "transactionid",
        "transaction number", "fitid", "utr", "utr number", "ref no", "chq ref number", "ref no cheque no",
        "transactiereferentie", "交易序號", "取引番号",
    ),
    "status": ("status", "umsatz status", "state", "buchungsstatus", "狀態"),
}  # fmt: skip


def plain(name: str) -> str:
    """A column's name as it is compared: small letters, without signs and without what stands in brackets."""
    words = unicodedata.normalize("NFKC", name).casefold()
    words = re.sub(r"[(\[（].*?[)\]）]", " ", words)
    return " ".join(re.sub(r"[\W_]+", " ", words).split())


def columns_of(row: Sequence[str]) -> dict[str, list[int]]:
    """Which columns mean what, by a table's head; nothing where it is no head.

    Several columns may hold words of the sender. Of every other meaning there is one.
    """
    named = [plain(name) for name in row]
    found: dict[str, list[int]] = {}
    for meaning, names in NAMES.items():
        there = [number for name in names for number, each in enumerate(named) if each == name]
        if there:
            found[meaning] = sorted(set(there)) if meaning == "said" else there[:1]
    enough = "date" in found and ("amount" in found or "credit" in found)
    return found if enough else {}
