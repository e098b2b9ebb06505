"""How readers are asked, for who looks after money: amounts, fees, a goal, and texts of the appeal."""
