"""Floor 1: the world outside, one adapter each behind one small interface.

The first is the archive's export folder (``output/package.py`` makes what lies in it).
"""
