"""What a user sees: the command line, the server and the page."""

import os

# The products that answer a question are small; on two cores a second thread of OpenBLAS, which
# waits by spinning, doubles the time of an answer. Read once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
