"""A Postgres of the project's own for development machines: no set-up, gone when nobody uses it.

``base`` is the database backend that settings name. Its first connection starts the server
(``cluster``) from the programs found on the machine (``programs``) in a folder that the account
that runs it may enter (``account``, ``folders``). ``keeper`` stops it after the last user.
"""
