"""A stand-in for ECPay: what our calls need of it, over real HTTP, with card payments that are closed and given back.

Its CheckMacValue is written for itself, from https://developers.ecpay.com.tw/?p=2902 and ?p=2904, and held to the
example there. It may be late, busy or broken, or cut the connection after it has done what was asked.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import string
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode

Json = dict[str, Any]

MERCHANT, KEY, IV, CHECK_CODE = "3002607", "pwFHCqoQZGmho4w6", "EkRm7iFT261dpevs", "25938476"
"""The first three are published by ECPay, for everybody to try with."""

PLAIN = frozenset(string.ascii_letters + string.digits + "-_.!*()")


def encoded(text: str) -> str:
    """As .NET's HttpUtility.UrlEncode wrote it, in small letters."""
    written = []
    for byte in text.encode("utf-8"):
        letter = chr(byte)
        written.append(letter if letter in PLAIN else "+" if letter == " " else f"%{byte:02x}")
    return "".join(written).lower()


def mac(fields: Mapping[str, str], key: str = KEY, iv: str = IV) -> str:
    """The CheckMacValue of fields."""
    text = f"HashKey={key}"
    for name, value in sorted(fields.items(), key=lambda each: each[0].lower()):
        if name != "CheckMacValue":
            text += f"&{name}={value}"
    return hashlib.sha256(encoded(f"{text}&HashIV={iv}").encode()).hexdigest().upper()


def signed(fields: Mapping[str, object], key: str = KEY) -> dict[str, str]:
    """Fields as ECPay sends them."""
    plain = {name: str(value) for name, value in fields.items()}
    return {**plain, "CheckMacValue": mac(plain, key)}


class World:
    """What is true at ECPay, and what people, cards and clocks do there."""

    def __init__(self) -> None:
        self.orders: dict[str, Json] = {}
        self.cards: dict[str, Json] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.keeps = 8
        """Dollars, of the first payment of an order."""
        self.moods: list[str] = []
        """What the next answers are like: cut, 500, 403, late, nonsense, unsigned."""
        self.wake = threading.Event()
        self.lock = threading.RLock()
        self._count = itertools.count(11_900_001)

    # --- what people and cards do

    def arrive(self, fields: Mapping[str, str]) -> str:
        """Somebody's browser brings the form: the order's number, or what the page complains of."""
        if fields.get("CheckMacValue") != mac(fields):
            return "10200073 CheckMacValue Error"
        number = fields["MerchantTradeNo"]
        if number in self.orders or len(number) > 20 or not number.isalnum():
            return "10200047 MerchantTradeNo Error"
        self.orders[number] = {
            **fields, "TradeStatus": "0", "TradeNo": f"26112810{len(self.orders):08}", "gwsr": "", "ExecLog": [],
            "ExecStatus": "1" if "PeriodAmount" in fields else "",
        }  # fmt: skip
        return number

    def _charge(self, amount: str) -> str:
        payment = str(next(self._count))
        self.cards[payment] = {
            "TradeID": int(payment), "amount": int(amount), "clsamt": 0, "authtime": "2026/11/28 10:00:00",
            "status": "已授權", "close_data": [],
        }  # fmt: skip
        return payment

    def pay(self, number: str) -> None:
        """The card is charged on ECPay's page."""
        order = self.orders[number]
        order.update(TradeStatus="1", gwsr=self._charge(order["TotalAmount"]))
        if order["ExecStatus"]:
            self._log(order, order["gwsr"], "1")

    def refuse(self, number: str) -> None:
        """The card is refused, and its owner goes away."""
        self.orders[number]["TradeStatus"] = "10200095"

    def month(self, number: str, *, paid: bool = True) -> str:
        """The clock takes another payment; the number of that, or nothing where none is due."""
        order = self.orders[number]
        if order["ExecStatus"] != "1" or order["TradeStatus"] != "1":
            return ""
        payment = self._charge(order["PeriodAmount"])
        self._log(order, payment, "1" if paid else "10100248")
        failed = [entry["RtnCode"] != 1 for entry in order["ExecLog"][-6:]]
        if len(failed) == 6 and all(failed):
            order["ExecStatus"] = "0"
        return payment

    def _log(self, order: Json, payment: str, code: str) -> None:
        order["ExecLog"].append({
            "RtnCode": int(code), "amount": int(order["PeriodAmount"]), "gwsr": int(payment),
            "process_date": "2026/11/28 10:00:00", "auth_code": "777777", "TradeNo": f"26112811{payment}",
        })  # fmt: skip

    def close(self) -> None:
        """It is 20:15: what was authorised is taken in."""
        for card in self.cards.values():
            if card["status"] == "已授權":
                card.update(status="已關帳", clsamt=card["amount"])
                card["close_data"].append(_line("已關帳", card["amount"]))

    def begin_to_close(self) -> None:
        """Somebody asked for it, and it is not 20:15 yet."""
        for card in self.cards.values():
            card["close_data"].append(_line("要關帳", card["amount"]))

    def returned(self) -> int:
        """Dollars that went back, of all payments."""
        lines = [line for card in self.cards.values() for line in card["close_data"]]
        gone = sum(card["amount"] for card in self.cards.values() if card["status"] == "已取消")
        return gone - sum(line["amount"] for line in lines if line["amount"] < 0)

    # --- what it tells

    def message(self, number: str, **more: object) -> bytes:
        """The notification of an order."""
        order = self.orders[number]
        return _body({
            "MerchantID": MERCHANT, "MerchantTradeNo": number, "StoreID": "", "RtnCode": 1, "RtnMsg": "交易成功",
            "TradeNo": order["TradeNo"], "TradeAmt": order["TotalAmount"], "PaymentDate": "2026/11/28 10:00:00",
            "PaymentType": "Credit_CreditCard", "PaymentTypeChargeFee": 8, "TradeDate": "2026/11/28 09:59:00",
            "SimulatePaid": 0, "card4no": "2222", "card6no": "431195", **more,
        })  # fmt: skip

    def month_message(self, number: str, payment: str, **more: object) -> bytes:
        """The notification of a later payment of a lasting order."""
        return _body({
            "MerchantID": MERCHANT, "MerchantTradeNo": number, "RtnCode": 1, "RtnMsg": "交易成功", "PeriodType": "M",
            "Frequency": 1, "ExecTimes": 99, "Amount": self.orders[number]["PeriodAmount"], "Gwsr": payment,
            "ProcessDate": "2026/11/28 10:00:00", "AuthCode": "777777", "TotalSuccessTimes": 2, **more,
        })  # fmt: skip

    # --- what it answers

    def answer(self, path: str, fields: dict[str, str]) -> str:
        """The body of an answer."""
        if fields.get("CheckMacValue") != mac(fields) or fields.get("MerchantID") != MERCHANT:
            return urlencode({"RtnCode": "10200073", "RtnMsg": "CheckMacValue Error"})
        return {
            "/Cashier/QueryTradeInfo/V5": self._order,
            "/Cashier/QueryCreditCardPeriodInfo": self._period,
            "/Cashier/CreditCardPeriodAction": self._act_on_period,
            "/CreditDetail/QueryTrade/V2": self._card,
            "/CreditDetail/DoAction": self._act,
        }[path](fields)

    def _order(self, fields: dict[str, str]) -> str:
        order = self.orders.get(fields["MerchantTradeNo"])
        said: Json = {"MerchantID": MERCHANT, "MerchantTradeNo": fields["MerchantTradeNo"], "TradeStatus": "10200047"}
        if order is not None:
            said |= {
                "StoreID": "", "TradeNo": order["TradeNo"], "TradeAmt": order["TotalAmount"], "PaymentDate": "",
                "PaymentType": "Credit_CreditCard", "HandlingCharge": self.keeps, "PaymentTypeChargeFee": self.keeps,
                "TradeDate": "2026/11/28 09:59:00", "TradeStatus": order["TradeStatus"], "gwsr": order["gwsr"],
                "ItemName": order["ItemName"], "CustomField1": "",
            }  # fmt: skip
        return urlencode(signed(said))

    def _period(self, fields: dict[str, str]) -> str:
        order = self.orders.get(fields["MerchantTradeNo"])
        if order is None or not order["ExecStatus"]:
            return json.dumps({"MerchantID": MERCHANT, "MerchantTradeNo": "", "RtnCode": 10200047})
        done = [entry for entry in order["ExecLog"] if entry["RtnCode"] == 1]
        return json.dumps({
            "MerchantID": MERCHANT, "MerchantTradeNo": fields["MerchantTradeNo"], "TradeNo": order["TradeNo"],
            "RtnCode": 1, "PeriodType": order["PeriodType"], "Frequency": 1, "ExecTimes": int(order["ExecTimes"]),
            "PeriodAmount": int(order["PeriodAmount"]), "amount": int(order["TotalAmount"]), "gwsr": order["gwsr"],
            "process_date": "2026/11/28 10:00:00", "auth_code": "777777", "card4no": "2222", "card6no": "431195",
            "TotalSuccessTimes": len(done), "TotalSuccessAmount": sum(entry["amount"] for entry in done),
            "ExecLog": order["ExecLog"], "ExecStatus": order["ExecStatus"],
        })  # fmt: skip

    def _act_on_period(self, fields: dict[str, str]) -> str:
        order = self.orders.get(fields["MerchantTradeNo"])
        done = order is not None and order["ExecStatus"] == "1" and fields["Action"] == "Cancel"
        if done and order is not None:
            order["ExecStatus"] = "0"
        return urlencode({"MerchantID": MERCHANT, "RtnCode": "1" if done else "10100050", "RtnMsg": ""})

    def _card(self, fields: dict[str, str]) -> str:
        card = self.cards.get(fields["CreditRefundId"])
        right = card is not None and fields["CreditCheckCode"] == CHECK_CODE
        if not right or card is None or str(card["amount"]) != fields["CreditAmount"]:
            return json.dumps({"RtnMsg": "error_nopay", "RtnValue": ""})
        return json.dumps({"RtnMsg": "", "RtnValue": card}, ensure_ascii=False)

    def _act(self, fields: dict[str, str]) -> str:
        card = self._card_of(fields["MerchantTradeNo"], fields["TradeNo"])
        amount, lines = int(fields["TotalAmount"]), card["close_data"]
        left = card["amount"] + sum(line["amount"] for line in lines if line["amount"] < 0)
        state = lines[0]["status"] if lines else card["status"]
        code = "1"
        if fields["Action"] == "R" and state in ("已關帳", "要關帳") and amount <= left:
            lines.append(_line("已關帳", -amount))
        elif fields["Action"] == "E" and state == "要關帳":
            lines[0]["status"] = "操作取消"
        elif fields["Action"] == "N" and state in ("已授權", "操作取消") and amount == card["amount"]:
            card.update(status="已取消", close_data=[])
        else:
            code = "10100059"
        return urlencode({"MerchantID": MERCHANT, "TradeNo": fields["TradeNo"], "RtnCode": code, "RtnMsg": ""})

    def _card_of(self, number: str, trade: str) -> Json:
        order = self.orders[number]
        later = {entry["TradeNo"]: str(entry["gwsr"]) for entry in order["ExecLog"][1:]}
        return self.cards[later.get(trade, order["gwsr"])]


def _line(status: str, amount: int) -> Json:
    return {"status": status, "sno": "0", "amount": amount, "datetime": "2026/11/28 20:15:00"}


def _body(fields: Mapping[str, object]) -> bytes:
    return urlencode(signed(fields)).encode()


class Place:
    """Where each test puts a world of its own."""

    world: World


@contextmanager
def serving(place: Place) -> Iterator[str]:
    """ECPay's address, on this machine, for as long as tests last."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            world = place.world
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = dict(parse_qsl(body, keep_blank_values=True))
            with world.lock:
                world.asked.append((self.path, fields))
                mood = world.moods.pop(0) if world.moods else ""
                text = "" if mood in ("500", "403") else world.answer(self.path, fields)
            if mood == "late":
                world.wake.wait(5)
            if mood in ("cut", "late"):
                self.close_connection = True
                return
            if mood == "nonsense":
                text = "<html>Service</html>"
            if mood == "unsigned":
                text = text.replace("CheckMacValue=", "CheckMacValue=0")
            self.send_response(int(mood) if mood.isdigit() else 200)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_what: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
