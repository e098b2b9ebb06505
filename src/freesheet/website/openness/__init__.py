"""The public accounts: what readers are shown of the outlet's money, quarter by quarter."""
