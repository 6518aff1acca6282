"""One process at a time works on a source, and a dead one gives way."""

import subprocess
import sys
import threading
from datetime import timedelta

from crawler.storage.leases import is_dead, this_process
from tests.storage.pages import NOW

TTL = timedelta(minutes=10)
ONE, TWO = "host-one:11:5", "host-two:22:6"


def ended_process():
    code = "from crawler.storage import this_process; print(this_process())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_lease_is_one_owners_until_it_is_released(store):
    assert store.leases.take("s", ONE, NOW, TTL)
    assert store.leases.take("s", ONE, NOW, TTL)
    assert not store.leases.take("s", TWO, NOW, TTL)
    assert store.leases.take("other", TWO, NOW, TTL)
    store.leases.release("s", TWO)
    assert store.leases.holder("s") == ONE
    store.leases.release("s", ONE)
    assert store.leases.holder("s") is None
    assert store.leases.take("s", TWO, NOW, TTL)


def test_a_lease_ends_ten_minutes_after_its_last_sign_of_life(store):
    store.leases.take("s", ONE, NOW)
    almost = NOW + timedelta(minutes=9, seconds=59)
    assert not store.leases.take("s", TWO, almost)
    assert store.leases.renew("s", ONE, almost)
    assert not store.leases.take("s", TWO, NOW + TTL)
    assert store.leases.take("s", TWO, almost + TTL)
    assert not store.leases.renew("s", ONE, almost + TTL)


def test_a_process_of_this_host_that_is_gone_gives_way_at_once(store):
    dead = ended_process()
    assert is_dead(dead)
    store.leases.take("s", dead, NOW)
    assert store.leases.take("s", this_process(), NOW)
    assert not store.leases.take("s", TWO, NOW)


def test_a_later_process_with_the_same_number_is_another_one():
    host, pid, started = this_process().split(":")
    assert not is_dead(f"{host}:{pid}:{started}")
    assert is_dead(f"{host}:{pid}:{int(started) - 1}")


def test_of_other_hosts_and_other_names_nothing_is_known():
    host = this_process().split(":")[0]
    for owner in ("elsewhere:1:1", host, f"{host}:", f"{host}:x:1", f"{host}:1:", "", "::", f"{host}:²:1"):
        assert not is_dead(owner)


def test_of_many_that_ask_at_once_one_gets_the_lease(store):
    got = []

    def ask(number):
        if store.leases.take("s", f"host-{number}:1:1", NOW):
            got.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1
