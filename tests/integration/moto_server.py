"""moto's server with the plug-in, on a free port of this machine.

Prints the port, serves until standard input closes (so it never outlives the tests that started it).
"""

import os
import sys
import threading

import moto_plugin  # noqa: F401  completes moto's CloudFormation
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server


def end_with_standard_input():
    sys.stdin.read()
    os._exit(0)


server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
print(server.port, flush=True)
threading.Thread(target=end_with_standard_input, daemon=True).start()
server.serve_forever()
