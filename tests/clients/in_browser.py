"""Run where Playwright is: a reader of the explorer's page. Arguments: Chromium, address, shots,
answer."""

import json
import sys
from pathlib import Path
from time import perf_counter

from playwright.sync_api import sync_playwright

chromium, address, shots, answer = sys.argv[1:]
found = {"console": [], "shots": []}
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme=scheme)
        page.on("console", lambda message: found["console"].append(message.text))
        page.on("pageerror", lambda error: found["console"].append(str(error)))
        page.on("dialog", lambda dialog: found["console"].append(dialog.message))
        page.goto(address)
        page.wait_for_selector("#lines button")
        page.wait_for_selector("body[data-charts='1']")
        found["charts"] = page.locator("#detail .charted h2").all_inner_texts()
        found["charted"] = page.locator("#detail").inner_text()
        shot = Path(shots) / f"{scheme}-charts.png"
        page.screenshot(path=shot)
        found["shots"].append(str(shot))
        found["count"] = page.locator("#count").inner_text()
        # by mouse: a filter, and a row
        box = page.locator("input[name='family'][value='number_theory.gcd']")
        begun = perf_counter()
        box.check()
        page.wait_for_selector("body[data-ready='2']")
        found["filtered_in"] = perf_counter() - begun
        found["filtered"] = page.locator("#count").inner_text()
        found["focus"] = page.evaluate("document.activeElement.value")
        page.locator("#lines button").first.click()
        page.wait_for_selector(".solution")
        first = page.locator("#detail h2").inner_text()
        # by keyboard: the next row, the one before, a search
        page.keyboard.press("j")
        page.wait_for_function(
            "first => document.querySelector('#detail h2').innerText !== first", arg=first
        )
        found["second"] = page.locator("#detail h2").inner_text()
        page.keyboard.press("k")
        page.wait_for_function(
            "first => document.querySelector('#detail h2').innerText === first", arg=first
        )
        found["solutions"] = page.locator(".solution").count()
        found["typeset"] = page.locator("#detail math").count()
        found["ticked"] = page.locator("#detail li.holds").count()
        page.locator("summary").first.click()
        found["drawn"] = page.locator("#detail svg.graph").first.is_visible()
        shot = Path(shots) / f"{scheme}.png"
        page.screenshot(path=shot)
        found["shots"].append(str(shot))
        found["background"] = found.get("background", []) + [
            page.evaluate("getComputedStyle(document.body).backgroundColor")
        ]
        page.keyboard.press("/")
        page.keyboard.type("no text has this")
        page.wait_for_selector("body[data-ready='3']")
        found["none"] = page.locator("#count").inner_text()
        page.keyboard.press("Escape")
        page.locator("#clear").click()
        page.wait_for_selector("body[data-ready='4']")
        found["cleared"] = page.locator("#count").inner_text()
        # the address brings a reader back to the same row
        page.locator("#lines button:not([aria-current='true'])").nth(3).click()
        page.wait_for_function(
            "first => document.querySelector('#detail h2')?.innerText !== first", arg=first
        )
        found["fourth"] = page.locator("#detail h2").inner_text()
        again = browser.new_page()
        again.goto(page.url)
        again.wait_for_selector(".solution")
        found["again"] = again.locator("#detail h2").inner_text()
        page.keyboard.press("Escape")
        page.wait_for_selector("#detail .charted")
        found["back"] = page.locator("#overview").is_hidden() and "row=" not in page.url
    browser.close()
Path(answer).write_text(json.dumps(found))
