"""Health check of the job worker: ends with 0 when this container's worker is known to Redis."""

import os
import socket
import sys

import redis
import rq

connection = redis.from_url(os.environ["CKAN_REDIS_URL"])
# A worker that has died stops renewing its entry, which then goes by itself.
alive = any(worker.hostname == socket.gethostname() for worker in rq.Worker.all(connection))
sys.exit(0 if alive else 1)
