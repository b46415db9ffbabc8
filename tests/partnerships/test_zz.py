import time
from tests.partnerships.test_pages import *
def test_dbg(client, today):
    p = make_espoo_aalto(); 
    for i in range(3): client.get(p.url_in("en"))
    t=time.perf_counter()
    for i in range(20): client.get(p.url_in("en"))
    print("page", (time.perf_counter()-t)/20)
    t=time.perf_counter()
    for i in range(20): timeline(p, AT, "en")
    print("timeline", (time.perf_counter()-t)/20)
    with CaptureQueriesContext(connection) as c: timeline(p, AT, "en")
    print([q["time"] for q in c], len(c[0]["sql"]))
    long = make_partnership(); make_full(long, 200)
    t=time.perf_counter(); timeline(long, AT, "en"); 
    with CaptureQueriesContext(connection) as c: list(timeline(long, AT, "en"))
    print("200", time.perf_counter()-t, c[0]["time"]); print(c[0]["sql"][2000:])
    assert 0
