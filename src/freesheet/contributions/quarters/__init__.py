"""What readers are told of the outlet's money: a quarter's income, fees and spending, counted from the books."""
