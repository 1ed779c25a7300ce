"""Official documents: what each tells, and the letterhead, number and signature that frame it.

`kinds` lists them; `writing.make` makes one in a format.
"""
