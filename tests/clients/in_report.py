"""Run where Playwright is: a reader of a report on a telephone and on a wide screen, in light, dark
and print. Arguments: Chromium, address, shots, answer."""

import json
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SEEN = """() => {
  const scale = text => {
    const svg = text.ownerSVGElement;
    return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  };
  const figures = [...document.querySelectorAll('figure svg')].filter(svg => svg.checkVisibility());
  const texts = figures.flatMap(svg => [...svg.querySelectorAll('text')]);
  const sizes = texts.map(text => parseFloat(getComputedStyle(text).fontSize) * scale(text));
  return {
    figures: figures.length,
    smallest: Math.min(...sizes),
    inside: figures.every(svg => svg.getBoundingClientRect().right <= innerWidth),
    overflow: document.documentElement.scrollWidth - innerWidth,
    ink: getComputedStyle(texts[0]).fill,
    paper: getComputedStyle(document.body).backgroundColor,
  };
}"""
chromium, address, shots, answer = sys.argv[1:]
found = {"console": [], "seen": {}}
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    for scheme in ("light", "dark"):
        for width in (400, 1600):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.on("console", lambda message: found["console"].append(message.text))
            page.on("pageerror", lambda error: found["console"].append(str(error)))
            page.goto(address)
            found["seen"][f"{scheme} {width}"] = page.evaluate(SEEN)
            page.screenshot(path=Path(shots) / f"{scheme}-{width}.png", full_page=True)
            if (scheme, width) == ("dark", 1600):
                page.emulate_media(media="print")
                found["seen"]["print"] = page.evaluate(SEEN)
                page.screenshot(path=Path(shots) / "print.png", full_page=True)
    browser.close()
Path(answer).write_text(json.dumps(found))
