"""Threads may share a driver, and a process may fork after loading.  In children: a mistake here kills."""

from __future__ import annotations

import multiprocessing
import os
import textwrap
from typing import TYPE_CHECKING

import pytest

from engine.driver import Driver
from tests.engine.children import output_of_child
from tests.engine.toy_law import LATE_BOOK, LIBRARY

if TYPE_CHECKING:
    from engine.language import Rulebook

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def test_eight_threads_on_one_driver_all_get_their_own_answer() -> None:
    source = """
        from concurrent.futures import ThreadPoolExecutor
        import sys
        from tests.engine import naive
        sys.setswitchinterval(1e-5)  # change threads as often as possible

        def ask(thread):
            wrong = 0
            for i in range(1_500):
                facts = {**LATE_BOOK, "days_late": (i * 7 + thread) % 20 - 2, "is_child": (i + thread) % 3 == 0}
                wrong += driver.fire(facts) != naive.fire(LIBRARY, facts)
            return wrong

        with Driver(LIBRARY) as driver, ThreadPoolExecutor(8) as threads:
            print(sum(threads.map(ask, range(8))))
    """
    assert output_of_child(source) == "0"


def test_closing_while_others_ask_ends_in_answers_or_a_clear_error() -> None:
    source = """
        from concurrent.futures import ThreadPoolExecutor
        import sys, time
        sys.setswitchinterval(1e-5)

        def ask(driver):
            try:
                while True:
                    assert driver.fire(LATE_BOOK) == ("收费-图书", "停借")
            except DriverClosed:
                return 1

        with ThreadPoolExecutor(8) as threads:
            for _ in range(20):
                driver = Driver(LIBRARY)
                asking = [threads.submit(ask, driver) for _ in range(8)]
                time.sleep(0.02)
                driver.close()
                assert sum(each.result() for each in asking) == 8
        print("done")
    """
    assert output_of_child(source) == "done"


def test_republishing_while_others_ask_is_new_first_then_swap_then_close() -> None:
    source = """
        from concurrent.futures import ThreadPoolExecutor
        published, stop = Driver(LIBRARY), False

        def ask():
            answered = 0
            while not stop:
                try:
                    assert published.fire(LATE_BOOK) == ("收费-图书", "停借")
                    answered += 1
                except DriverClosed:
                    pass  # the next look finds the new one
            return answered

        with ThreadPoolExecutor(4) as threads:
            asking = [threads.submit(ask) for _ in range(4)]
            for _ in range(100):
                old, published = published, Driver(LIBRARY)
                old.close()
            stop = True
            assert all(each.result() for each in asking)
        published.close()
        print("done")
    """
    assert output_of_child(source) == "done"


@needs_fork
def test_a_child_forked_after_loading_answers_and_the_parent_goes_on() -> None:
    source = """
        import os
        driver = Driver(LIBRARY)
        for _ in range(4):
            if os.fork() == 0:
                right = all(driver.fire(LATE_BOOK) == ("收费-图书", "停借") for _ in range(500))
                driver.close()
                os._exit(0 if right else 1)
        codes = [os.wait()[1] for _ in range(4)]
        assert driver.fire(LATE_BOOK) == ("收费-图书", "停借")
        print(codes)
    """
    assert output_of_child(source) == "[0, 0, 0, 0]"


@needs_fork
def test_a_fork_in_the_middle_of_another_threads_case_does_not_hang_the_child() -> None:
    source = """
        import os, threading, warnings
        warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads is what is tried here
        driver, stop = Driver(LIBRARY), False

        def ask():
            while not stop:
                driver.fire({"days_late": 0})

        thread = threading.Thread(target=ask)
        thread.start()
        codes = set()
        for _ in range(100):
            child = os.fork()
            if child == 0:
                os._exit(0 if driver.fire(LATE_BOOK) == ("收费-图书", "停借") else 1)
            codes.add(os.waitpid(child, 0)[1])
        stop = True
        thread.join()
        print(codes)
    """
    assert output_of_child(source) == "{0}"


def test_a_handler_of_a_signal_is_answered_or_told_that_the_driver_is_busy() -> None:
    source = """
        import collections, signal
        driver, told = Driver(LIBRARY), collections.Counter()

        def ask(*_):
            try:
                told[driver.fire({"days_late": 0})] += 1
            except DriverBusy:
                told["busy"] += 1

        signal.signal(signal.SIGALRM, ask)
        signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
        while told["busy"] < 5:
            assert driver.fire(LATE_BOOK) == ("收费-图书", "停借")
        signal.setitimer(signal.ITIMER_REAL, 0)
        assert set(told) <= {"busy", ("在期内",)}
        print("done")
    """
    assert output_of_child(source) == "done"


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_processes_are_given_the_rulebook_and_load_it_themselves(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {method}")
    with multiprocessing.get_context(method).Pool(2) as processes:
        assert processes.map(answered_by_own_driver, [LIBRARY] * 3) == [("收费-图书", "停借")] * 3


def answered_by_own_driver(book: Rulebook) -> tuple[str, ...]:
    with Driver(book) as driver:
        return driver.fire(LATE_BOOK)


def test_five_thousand_drivers_are_open_at_once_and_asked_from_an_event_loop() -> None:
    source = """
        import asyncio
        drivers = [Driver(LIBRARY) for _ in range(5_000)]

        async def ask():
            return set(await asyncio.gather(*(asyncio.to_thread(d.fire, LATE_BOOK) for d in drivers[::10])))

        assert {d.fire(LATE_BOOK) for d in drivers} == asyncio.run(ask()) == {("收费-图书", "停借")}
        for driver in drivers:
            driver.close()
        print("done")
    """
    assert output_of_child(source) == "done"


def test_the_interpreter_ends_cleanly_with_open_drivers_and_running_threads() -> None:
    source = """
        import threading
        drivers = [Driver(LIBRARY) for _ in range(3)]

        def ask():
            while True:
                for driver in drivers:
                    driver.fire(LATE_BOOK)

        for _ in range(3):
            threading.Thread(target=ask, daemon=True).start()
        print("done")
    """
    assert output_of_child(source) == "done"


def test_no_module_of_the_host_is_loaded_and_no_thread_runs() -> None:
    source = """
        import sys, threading
        driver = Driver(LIBRARY)
        driver.fire(LATE_BOOK)
        tasks = len(os.listdir("/proc/self/task")) if os.path.exists("/proc/self/task") else 1
        print(threading.active_count(), tasks, sorted(m for m in sys.modules if m.partition(".")[0] == "durable"))
    """
    assert output_of_child("import os\n" + textwrap.dedent(source)) == "1 1 []"
