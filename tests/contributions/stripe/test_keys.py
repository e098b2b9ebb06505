"""The keys of Stripe: read from files that only the paper may read, and never shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.providers.stripe import calls
from freesheet.contributions.providers.stripe.keys import Keys, complaints, key_file, read, webhook_file
from freesheet.project import checking
from freesheet.project.publication import PublicationProblem, lay_out, open_publication


def keep(root: Path, key: str = "sk_live_abc123\n", webhook: str = "whsec_one\nwhsec_two\n") -> Path:
    (root / "keys").mkdir(exist_ok=True)
    for path, text in ((key_file(root), key), (webhook_file(root), webhook)):
        path.touch(mode=0o600)
        path.write_text(text)
    return root


def test_the_keys_are_read_and_do_not_show_themselves(tmp_path: Path) -> None:
    keys = read(keep(tmp_path))
    assert (keys.secret, keys.webhook, keys.live) == ("sk_live_abc123", ("whsec_one", "whsec_two"), True)
    assert "abc123" not in repr(keys)
    assert not read(keep(tmp_path, "rk_test_x")).live


@pytest.mark.parametrize(
    ("key", "webhook"),
    [("", "whsec_a"), ("pk_live_abc", "whsec_a"), ("sk_live_a sk_live_b", "whsec_a"), ("sk_live_a", ""),
     ("sk_live_a", "secret"), ("sk_live_a", "whsec_a\nb"), ("x" * 9000, "whsec_a"), ("é", "whsec_a")],
)  # fmt: skip
def test_what_are_no_keys_is_said_without_repeating_it(tmp_path: Path, key: str, webhook: str) -> None:
    with pytest.raises(ProviderProblem, match=r"\.$") as told:
        read(keep(tmp_path, key, webhook))
    assert not key.strip() or key not in str(told.value)


def test_check_says_what_is_wrong_with_them(tmp_path: Path) -> None:
    paper = replace(lay_out(tmp_path / "paper", {"payments": ["stripe"]}), address="https://paper.example")
    assert any("stripe.key" in sentence for sentence in checking.complaints(paper))
    keep(paper.root)
    assert not [sentence for sentence in checking.complaints(paper) if "tripe" in sentence]
    key_file(paper.root).chmod(0o644)
    assert [sentence for sentence in checking.complaints(paper) if "chmod 600" in sentence and "stripe.key" in sentence]
    keep(paper.root, "sk_test_a")
    assert [sentence for sentence in complaints(paper.root, for_readers=True) if "test mode" in sentence]
    assert not list(checking.complaints(replace(paper, payments=())) and complaints(keep(tmp_path), for_readers=True))


def test_stripe_may_be_named_in_the_settings_and_its_keys_may_not(tmp_path: Path) -> None:
    paper = lay_out(tmp_path / "paper", {"payments": ["stripe", "trial"]})
    assert paper.payments == ("stripe", "trial")
    paper.settings_file.write_text('stripe_key = "sk_live_a"\n')
    with pytest.raises(PublicationProblem, match="not a setting"):
        open_publication(paper.root)


def test_only_tests_that_move_no_money_may_ask_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    live, test = Keys("sk_live_a", ()), Keys("sk_test_a", ())
    assert calls.api_base(test) == "https://api.stripe.com"
    monkeypatch.setenv(calls.STANDING_IN, "http://127.0.0.1:8420")
    assert (calls.api_base(live), calls.api_base(test)) == ("https://api.stripe.com", "http://127.0.0.1:8420")
    for other in ("https://evil.example", "http://127.0.0.1.evil.example:80", "http://127.0.0.1:80@evil.example"):
        monkeypatch.setenv(calls.STANDING_IN, other)
        assert calls.api_base(test) == "https://api.stripe.com"
