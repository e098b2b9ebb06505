"""Transfers to the outlet's own account: nobody between who gives and the paper, and statements that say what came."""
