"""The `mektepke` command: one word for each thing that somebody does at a terminal."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one of the commands; Django starts only here, so that `--help` is quick."""
    # Children's names lie in whatever this writes, the database and what SQLite puts beside it too: its owner's only.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mektepke.config.settings")
    import django

    django.setup()
    from mektepke.config.commands import run
    from mektepke.config.environment import close_to_others

    close_to_others()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
