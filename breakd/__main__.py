"""`python -m breakd` is `breakd`."""

from breakd.cli import main

raise SystemExit(main())
