"""`python -m secaudit` is the command `secaudit`."""

from secaudit.cli import main

main()
