"""Stripe: cards and wallets, on Stripe's own page. No card data and no script of theirs comes near ours."""
