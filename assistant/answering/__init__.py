"""One kind of answer, one file."""
