"""What gunicorn is told beside its command line: logs as ours, and no word of what was asked for."""

import logging
from pathlib import Path
from typing import Any

from samhandling.web.logs import configure

if Path("/dev/shm").is_dir():  # noqa: S108 - gunicorn's heartbeat file: memory, so that a slow disk is no dead worker
    worker_tmp_dir = "/dev/shm"  # noqa: S108 - as above


def post_fork(_server: Any, _worker: Any) -> None:
    """Log as the rest of the house does."""
    configure()
    for name in ("gunicorn.error", "gunicorn.access"):
        log = logging.getLogger(name)
        log.handlers.clear()
        log.propagate = True
