"""A provider that moves no money: for demonstrations and trials. It says so on each of its pages."""
