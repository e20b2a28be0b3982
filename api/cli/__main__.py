"""`python -m api.cli`: the same as `rutin`."""

import sys

from api.cli.main import main

sys.exit(main())
