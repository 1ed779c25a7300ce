"""Why a verdict is what it is, from the clause to the cell; and which duties a unit has, and why.

Everything is taken from the audit's own preparation, plans and engine; nothing is judged here.
"""
