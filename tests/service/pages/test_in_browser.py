"""The desk in a real browser: by keyboard alone, without JavaScript, on a narrow screen, with nothing from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect

from service.pages import desk_names
from service.people.demonstration import DEMONSTRATION_PASSWORD
from tests.service.pages.api_answers import answer_of, figure_of
from tests.service.pages.cases import CASES, MATRIX, NOT_COMPUTED, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

    from tests.service.pages.cases import DeskCase
    from tests.service.pages.page_client import PageClient

pytestmark = pytest.mark.browser

_MOST_TABS = 120
NARROW, WIDE = 420, 1440
TIMES = "{min}–{max}倍（按{base}计）"


class Watched:
    """A page whose console, refusals of the CSP and requests are watched; `check` fails for any."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.address):
            self.complaints.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if (
            request.failure != "net::ERR_ABORTED"
        ):  # the browser itself gave it up: another page was opened meanwhile
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def go(self, path: str) -> None:
        """Open a page of the server."""
        self.page.goto(self.address + path)

    def check(self) -> None:
        """Nothing was complained of, and nothing is wider than the window."""
        assert self.complaints == []
        width, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def watched(request: pytest.FixtureRequest, browser: Browser, published: str) -> Iterator[Watched]:
    """A wide window, once with JavaScript and once without."""
    context = browser.new_context(
        viewport={"width": WIDE, "height": 900}, java_script_enabled=request.param, locale="zh-CN"
    )
    watched = Watched(context.new_page(), published)
    yield watched
    watched.check()
    context.close()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field of a parameter has the focus, which has to be seen."""
    tab_until(page, name, "document.activeElement.name")


def tab_until(page: Page, wanted: str, what: str) -> None:
    """Press Tab until `what` of the focused element is as wanted."""
    passed = []
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(what))
        if passed[-1] == wanted:
            return
    pytest.fail(f"no Tab leads to {wanted}: {passed}")


def fill_by_keyboard(page: Page, case: DeskCase) -> None:
    """Fill in a case without a mouse, in the order of the page, and ask with Enter."""
    order = [e.get_attribute("name") for e in page.locator("#facts [name]").all()]
    for name, value in sorted(case.pairs, key=lambda pair: order.index(pair[0])):
        if name == desk_names.CIRCUMSTANCE:
            tick_folded(page, value)
            continue
        tab_to(page, name)
        focused = page.locator(":focus")
        if focused.get_attribute("type") == "date":
            focused.fill(value)  # the browser's own date field: its keys depend on the system's language
        elif focused.get_attribute("type") == "radio":
            choose_radio(page, name, value)
        else:
            page.keyboard.type(value)
    page.keyboard.press("Enter")


def tick_folded(page: Page, value: str) -> None:
    """Unfold the kind of circumstance, Tab to the box and tick it."""
    box = page.locator(f"[value='{value}']")
    kind = box.locator("xpath=ancestor::details").locator("summary").first
    tab_until(page, kind.inner_text(), "document.activeElement.innerText")
    page.keyboard.press("Enter")
    tab_until(page, value, "document.activeElement.value")
    page.keyboard.press("Space")
    expect(box).to_be_checked()


def choose_radio(page: Page, name: str, value: str) -> None:
    """The arrows move among radio buttons of one name."""
    for _ in page.locator(f"[name='{name}']").all():
        if page.locator(":focus").get_attribute("value") == value:
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"no arrow leads to {value}")


@pytest.mark.parametrize("name", [*CASES, "not computed"])
def test_a_case_is_entered_by_keyboard_alone_and_every_figure_is_that_of_the_api(
    name: str, watched: Watched, pages: PageClient
) -> None:
    case = CASES.get(name, NOT_COMPUTED)
    watched.go(case.path)
    fill_by_keyboard(watched.page, case)
    answer = answer_of(pages.client, case)
    fines = [m for m in answer["measures"] if m["kind"] == "fine"]
    figures = [figure_of(m) if m["unit"] == "yuan" else TIMES.format(**m) for m in fines]
    expect(watched.page.get_by_test_id("band")).to_have_text(figures)
    shown = watched.page.locator("#result")
    expect(shown.locator("ol.why cite")).to_have_text([r["citation"] for r in answer["reasons"]])
    expect(shown.locator("ol.why p")).to_have_text([" ".join(r["text"].split()) for r in answer["reasons"]])
    duties = [d["citation"] for d in answer["duties"]]
    expect(shown.locator("ul.duties cite")).to_have_text(duties)
    if name == "not computed":
        expect(shown).to_contain_text("填写基数或者数量后可以算出数额")


def test_the_focus_is_seen_wherever_it_goes(watched: Watched) -> None:
    watched.go(MATRIX.path)
    seen = 0
    for _ in range(40):
        watched.page.keyboard.press("Tab")
        focused = watched.page.locator(":focus")
        if not focused.count():
            break
        marks = focused.evaluate(
            """e => [e, e.nextElementSibling, e.parentElement].filter(Boolean).map(o => {
                const s = getComputedStyle(o); return s.outlineStyle !== "none" || s.boxShadow !== "none"; })"""
        )
        assert any(marks), focused.evaluate("e => e.outerHTML.slice(0, 200)")
        seen += 1
    assert seen > 10


def test_the_way_from_the_first_page_to_a_band(watched: Watched) -> None:
    watched.go("/")
    watched.page.get_by_label("违法行为或者编号").fill("水污染物")
    watched.page.get_by_role("button", name="查找基准").click()
    watched.page.get_by_role("link", name="试算：超过污染物排放标准排放水污染物").click()
    for label, number in (
        ("违法程度（超标倍数）（倍）", "2.5"),
        ("危害后果（超标废水日排放量）（吨）", "50"),
    ):
        watched.page.get_by_label(label).fill(number)
    watched.page.get_by_label("行为日期（行为终了之日）").fill("2026-09-01")
    watched.page.get_by_role("button", name="裁量").click()
    expect(watched.page.get_by_test_id("hit")).to_have_text("35–50万元命中 C12")


@pytest.fixture
def typing(browser: Browser, published: str) -> Iterator[Watched]:
    """A window with JavaScript and htmx, which the set-up has fetched."""
    context = browser.new_context(viewport={"width": WIDE, "height": 900}, locale="zh-CN")
    watched = Watched(context.new_page(), published)
    watched.go(MATRIX.path)
    assert watched.page.evaluate("typeof htmx") == "object", "make setup fetches htmx"
    yield watched
    watched.check()
    context.close()


def test_the_answer_changes_while_one_types_and_the_address_follows(typing: Watched) -> None:
    page = typing.page
    level, harm = (name for name, _ in MATRIX.entered[:2])
    page.locator(f"[name='{level}']").fill("2.5")
    expect(page.get_by_test_id("waiting")).to_contain_text("还缺 2 项")
    expect(page.locator(".error")).to_have_count(0)
    page.get_by_role("button", name="裁量").click()
    expect(page.get_by_test_id("refusal")).to_contain_text("还缺 2 项")
    expect(page.locator("[data-errors] .error")).to_have_count(2)
    page.locator(f"[name='{harm}']").fill("50")
    page.locator("[name='act_date']").fill("2026-09-01")
    expect(page.get_by_test_id("hit")).to_contain_text("C12")
    page.locator(f"[name='{level}']").fill("6")
    expect(page.get_by_test_id("hit")).to_contain_text("C14")
    page.reload()
    expect(page.get_by_test_id("hit")).to_contain_text("C14")
    expect(page.locator(f"[name='{level}']")).to_have_value("6")


def test_a_mistake_is_marked_at_its_field_while_one_types_and_unmarked_again(typing: Watched) -> None:
    field = typing.page.locator(f"[name='{MATRIX.entered[0][0]}']")
    typing.page.locator("[name='act_date']").fill("2026-09-01")
    field.fill("三万吨")
    expect(typing.page.locator("#factor-0-errors")).to_contain_text("单位不对")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("3")
    expect(typing.page.locator("#factor-0-errors")).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_the_focus_stays_where_one_types(typing: Watched) -> None:
    field = typing.page.locator(f"[name='{MATRIX.entered[0][0]}']")
    field.press_sequentially("2", delay=10)
    expect(typing.page.get_by_test_id("waiting")).to_be_visible()
    typing.page.keyboard.type(".5")
    expect(field).to_be_focused()
    expect(field).to_have_value("2.5")


def test_who_signs_in_from_an_answer_comes_back_to_it_and_keeps_it_by_its_button(watched: Watched) -> None:
    watched.go(f"{MATRIX.path}?{urlencode(MATRIX.pairs)}")
    watched.page.get_by_role("link", name="登录后可以保存").click()
    watched.page.fill("#name", "chengban")
    watched.page.fill("#password", DEMONSTRATION_PASSWORD)
    watched.page.get_by_role("button", name="登录").click()
    watched.page.get_by_role("button", name="保存这次裁量").click()
    watched.page.wait_for_url("**/assessments/*")
    expect(watched.page.get_by_test_id("band")).to_have_text("35–50万元")


def test_the_print_has_facts_band_and_reasons_and_no_form(watched: Watched) -> None:
    watched.go(f"{MATRIX.path}?{urlencode(MATRIX.pairs)}")
    watched.page.emulate_media(media="print")
    expect(watched.page.locator("#facts")).to_be_hidden()
    expect(watched.page.locator("nav").first).to_be_hidden()
    for shown in (".entered", "[data-testid=band]", ".why", ".paragraph", ".demonstration"):
        expect(watched.page.locator(shown).first).to_be_visible()


ADDRESSES = (
    "/",
    "/compare",
    f"/compare?{urlencode({'one': f'{MATRIX.path}?{urlencode(MATRIX.pairs)}', 'other': f'{WEIGHTS.path}?{urlencode(WEIGHTS.pairs)}'})}",
    "/standards",
    "/standards?q=没有",
    "/nothing",
    *(
        f"/{page}/{quote(name, safe='')}"
        for page in ("standards", "desk")
        for name in ("环水局!1-1", "安监局!AJ-06", "城管局!11")
    ),
    *(f"{case.path}?{urlencode(case.pairs)}" for case in CASES.values()),
    f"{MATRIX.path}?{urlencode(MATRIX.pairs[1:])}",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_overflows_on_a_narrow_screen_and_nothing_comes_from_outside(
    address: str, browser: Browser, published: str
) -> None:
    context = browser.new_context(viewport={"width": NARROW, "height": 800})
    watched = Watched(context.new_page(), published)
    watched.go(address)
    watched.complaints = [c for c in watched.complaints if "404" not in c or address != "/nothing"]
    watched.check()
    context.close()
