"""Draw static/look/card.png, what a message shows of a page that is shared: python3 docs/card.py.

It needs Chromium and the packages of the tests. The spiral is that of the mark.
"""

import base64
import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import browser  # noqa: E402 -- from the checkout

SIZE = {"width": 1200, "height": 630}  # what the large services ask for
PAGE = """
<style>
 @font-face {{ font-family: Markazi; font-weight: 600; src: url(data:font/woff2;base64,{font}); }}
 body {{ margin: 0; height: 630px; display: grid; grid-template-columns: 320px 1fr; gap: 60px;
        align-items: center; padding: 0 80px; box-sizing: border-box;
        background: #4f1440; color: #fff; --accent: #f2a922; }}
 svg {{ width: 320px; height: auto; }}
 b {{ font: 600 148px/1 Markazi; letter-spacing: .02em; }}
</style>
<body>{mark}<b>TOGETHER</b>
"""


def draw():
    """Write the picture anew."""
    font = base64.b64encode((ROOT / "static/look/markazi-text.woff2").read_bytes()).decode()
    mark = (ROOT / "templates/components/mark.html").read_text().partition("%}")[2]
    mark = mark.partition("{% endcomment %}")[2]
    with sync_playwright() as playwright:
        page = browser.launch(playwright).new_page(viewport=SIZE)
        page.set_content(PAGE.format(font=font, mark=mark))
        page.evaluate("document.fonts.ready")
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = picture.quantize(48, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(ROOT / "static/look/card.png", optimize=True)


if __name__ == "__main__":
    draw()
