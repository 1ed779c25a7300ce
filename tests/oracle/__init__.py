"""A second judge, written from the contract alone, that must agree with the engine on every verdict.

It shares no code with the engine: three-valued logic on Python values (None is "unknown"), one row after
the other. Of the product it uses the declarations of tables, to know what a column holds, and nothing
else; controls and the registry are read as plain YAML.
"""
