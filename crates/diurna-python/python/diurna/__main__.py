"""``python -m diurna`` is the program ``diurna``."""

import sys

from ._program import main

sys.exit(main())
