"""ECPay's keys and its CheckMacValue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contributions.ecpay import fake
from tests.contributions.ecpay.conftest import KEYS

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.providers.ecpay.calls import base_of
from freesheet.contributions.providers.ecpay.checksum import checksum, is_signed, signed
from freesheet.contributions.providers.ecpay.keys import LIVE, STAGE, complaints, key_file, read
from freesheet.project import checking
from freesheet.project.publication import lay_out

WHOLE = "MerchantID: 3333333\nHashKey: abcdefgh12345678\nHashIV: 8765432112345678\nCreditCheckCode: 12345678\n"

EXAMPLES = (
    # https://developers.ecpay.com.tw/?p=2902
    (
        (
            "TradeDesc=促銷方案&PaymentType=aio&MerchantTradeDate=2023/03/12 15:30:23"
            "&MerchantTradeNo=ecpay20230312153023"
            "&MerchantID=3002607&ReturnURL=https://www.ecpay.com.tw/receive.php&ItemName=Apple iphone 15"
            "&TotalAmount=30000"
            "&ChoosePayment=ALL&EncryptType=1"
        ),
        "6C51C9E6888DE861FD62FB1DD17029FC742634498FD813DC43D4243B5685B840",
    ),
    # https://github.com/ECPay/SDK_PHP, example/Payment/Aio/GetCheckoutResponse.php
    (
        (
            "MerchantID=3002607&MerchantTradeNo=WPLL4E341E122DB44D62&PaymentDate=2019/05/09 00:01:21"
            "&PaymentType=Credit_CreditCard&PaymentTypeChargeFee=1&RtnCode=1&RtnMsg=交易成功&SimulatePaid=0&TradeAmt=500"
            "&TradeDate=2019/05/09 00:00:18&TradeNo=1905090000188278"
        ),
        "6E7F053EF215FC851A050A2FF01D72CBE440EA138DC3E905647985DDF236FD25",
    ),
)


@pytest.mark.parametrize(("said", "value"), EXAMPLES)
def test_the_checksum_is_that_of_ecpays_own_examples(said: str, value: str) -> None:
    fields = dict(parse_qsl(said, keep_blank_values=True))
    assert checksum(KEYS, fields) == fake.mac(fields) == value
    assert is_signed(KEYS, {**fields, "CheckMacValue": value})


@given(st.dictionaries(st.text("abcXYZ019", min_size=1, max_size=8), st.text(max_size=20), max_size=6))
def test_two_who_wrote_it_apart_agree_on_whatever_is_signed(fields: dict[str, str]) -> None:
    fields = {name.title(): value for name, value in fields.items()}
    fields = {name: value for name, value in fields.items() if not any("\ud800" <= each <= "\udfff" for each in value)}
    assert signed(KEYS, fields)["CheckMacValue"] == fake.mac(fields)
    assert not is_signed(KEYS, {**signed(KEYS, fields), "More": "x"})


def keep(root: Path, text: str = WHOLE) -> Path:
    (root / "keys").mkdir(exist_ok=True)
    key_file(root).touch(mode=0o600)
    key_file(root).write_text(text)
    return root


def test_the_keys_are_read_and_do_not_show_themselves(tmp_path: Path) -> None:
    keys = read(keep(tmp_path))
    assert (keys.merchant, keys.live, keys.check_code, base_of(keys)) == ("3333333", True, "12345678", LIVE)
    assert "abcdefgh" not in repr(keys)
    assert base_of(read(keep(tmp_path, WHOLE.replace("3333333", "3002607")))) == STAGE


@pytest.mark.parametrize(
    "text", ["", "MerchantID: 3333333", WHOLE + "more", WHOLE.replace("Key", "key"), "é", "x" * 2000]
)
def test_what_are_no_keys_is_said_without_repeating_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(ProviderProblem, match=r"\.$") as told:
        read(keep(tmp_path, text))
    assert "abcdefgh" not in str(told.value)


def test_check_says_what_is_wrong_with_them(tmp_path: Path) -> None:
    paper = replace(lay_out(tmp_path / "paper", {"payments": ["ecpay"]}), address="https://paper.example")
    assert any("ecpay.key" in sentence for sentence in checking.complaints(paper))
    keep(paper.root)
    assert not [sentence for sentence in checking.complaints(paper) if "ECPay" in sentence or "ecpay" in sentence]
    key_file(paper.root).chmod(0o644)
    assert any("chmod 600" in sentence for sentence in complaints(paper.root, for_readers=True))
    keep(paper.root, WHOLE.replace("3333333", "3002607").replace("CreditCheckCode: 12345678", ""))
    assert any("no money moves" in sentence for sentence in complaints(paper.root, for_readers=True))
    keep(paper.root, WHOLE.replace("CreditCheckCode: 12345678", ""))
    assert any("CreditCheckCode is missing" in sentence for sentence in complaints(paper.root, for_readers=True))
