"""Floor 1: values become bytes. No database, no Flask.

The heavy libraries are loaded only by the modules `pdf`, `pdfa`, `seal` and
`verify`, so that a web process, which uses none of them, stays small.
"""
