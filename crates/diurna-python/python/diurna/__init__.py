"""diurna: who says that what happened, to whom, where, when, at what cost, and what was agreed.

``Coder().code(text, published=...)`` codes one report, ``code_batch`` a table of them, ``fuse`` puts records of several
reports together. Nothing is fetched: weights and tables are in the package.
"""

from ._blocks import fuse_in_blocks
from ._diurna import Coder, Record, Table, __version__, claims
from ._stories import fuse, tolls

__all__ = ["Coder", "Record", "Table", "__version__", "claims", "fuse", "fuse_in_blocks", "tolls"]
