"""Where and in which languages the demonstration newspaper appears."""

LANGUAGES = ("en", "zh-hant", "ur")
TIMEZONE = "Asia/Taipei"
