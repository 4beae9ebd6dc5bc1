"""Places call orders under faults with the official library and its default settings.

Started by phones.py, in the environment that has the library, with the path of its task.
`tests/src/bin/place-under-faults.rs` does the same with our library.
"""

import json
import sys
import threading
import urllib.request

import revox


def main():
    with open(sys.argv[1]) as file:
        task = json.load(file)
    lanes = [threading.Thread(target=run, args=(task, lane)) for lane in task["lanes"]]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()


def run(task, lane):
    """Injects the fault anew before each create, so that a fault for one request hits the first."""
    client = revox.Revox(
        api_key=task["key"], base_url=f"{lane['origin']}/api", timeout=task["timeout"]
    )
    for create in range(task["creates"]):
        control(lane, "DELETE")
        control(lane, "POST", lane["fault"])
        try:
            client.call.create(
                phone_number="+33639980142",
                assistant_id="assistant_4Tn6yB",
                metadata={"create": str(create)},
            )
        except Exception:
            # The server counts the call orders, so the outcome does not matter here.
            pass


def control(lane, method, body=None):
    url = f"{lane['origin']}/sandbox/faults"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    opener.open(request, timeout=30).close()


if __name__ == "__main__":
    main()
