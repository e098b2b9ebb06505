"""The asking: how much in which currency, what fees are, a goal, and which text of the appeal is shown to how many."""
