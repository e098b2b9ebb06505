"""Gifts by ECPay (綠界), on its own page: https://developers.ecpay.com.tw/?p=2509."""
