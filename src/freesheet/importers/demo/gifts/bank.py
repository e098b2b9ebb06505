"""The demonstration's bank: its statements, read once a week, and what a person said of what they could not tell."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from freesheet.contributions.actions import (
    Giver,
    import_statement,
    make_gift,
    match_by_hand,
    remind_of_late_transfers,
    set_aside,
)
from freesheet.contributions.models import BankAccount, Charge, StatementLine
from freesheet.importers.demo.gifts.past import Past

HEAD = ("日期", "存入金額", "匯款人", "附言", "交易序號")
BY = "editor"
A_WEEK = 7


def tell_of_the_bank(past: Past, told: dict[str, Any]) -> None:
    """The account from the first day on, and a statement each week in which something came."""
    past.at(past.ago(460), _open, told["account"])
    weeks: dict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for number, transfer in enumerate(told["transfers"]):
        weeks[(transfer["ago"] - 1) // A_WEEK * A_WEEK].append((number, transfer))
    for week, transfers in weeks.items():
        moment = past.ago(week, 0)
        past.at(moment, _read, past, transfers, moment)
        past.at(moment + timedelta(hours=1), _decide, [transfer for _number, transfer in transfers])
    past.at(past.now - timedelta(minutes=5), remind_of_late_transfers)


def _open(account: dict[str, str]) -> None:
    BankAccount.objects.create(**account)


def _name(number: int) -> str:
    return f"D{number:05}"


def _read(past: Past, transfers: list[tuple[int, dict[str, Any]]], moment: datetime) -> None:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(HEAD)
    for number, transfer in transfers:
        said = transfer["said"]
        if "of" in transfer:
            said = said.format(reference=_promised(transfer["of"]).reference)
        day = past.ago(transfer["ago"], number)
        writer.writerow((f"{day:%Y-%m-%d}", transfer["money"], transfer["party"], said, _name(number)))
    import_statement(table.getvalue().encode(), f"statement-{moment:%Y-%m-%d}.csv", BY)


def _promised(mail: str) -> Charge:
    return Charge.objects.get(key=f"demonstration:{mail}")


def _decide(transfers: list[dict[str, Any]]) -> None:
    for transfer in transfers:
        if not {"hand", "made", "aside"} & transfer.keys():
            continue
        line = StatementLine.objects.get(party=transfer["party"], said=transfer["said"])
        if "hand" in transfer:
            match_by_hand(line, _promised(transfer["hand"]), BY)
        elif "made" in transfer:
            make_gift(line, Giver(transfer["made"]), BY)
        else:
            set_aside(line, transfer["aside"], BY)
