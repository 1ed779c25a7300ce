"""The history of audits as people and programs read it: on a screen, as pages, drawings and JSON."""
