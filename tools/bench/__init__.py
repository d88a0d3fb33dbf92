"""Speed, measured: an invented municipality as large as one likes, our server and two peers on the same rows.

`python -m tools.bench` (or `make bench`) does all of it; `python -m tools.bench.fill URL` only fills a database.
docs/bench.md says what the numbers mean. Nothing here is needed at run time, and no time ever fails anything.
"""
