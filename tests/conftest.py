"""Property tests try the same cases in every run, so that a red run is the fault of a change and of nothing else.

`EXPLORE=1 make test` draws new ones; what it finds becomes a case of its own.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("EXPLORE") else "same")
