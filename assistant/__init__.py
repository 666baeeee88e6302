"""Hujian as a library: read work summaries, find, judge and cite evidence in them."""
