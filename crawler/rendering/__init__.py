"""Pages drawn by scripts: run in a Chromium without a network of its own, fed by our guarded requests.

The browser can reach nobody: its proxy and its resolver lead nowhere. Whatever a page asks for is asked by
us, behind the address guard, robots.txt, the hosts' turns and the poll's budget, or refused.
"""

from crawler.rendering.browser import Chromium, borrowed, returned
from crawler.rendering.single import fetching
from crawler.rendering.supply import Manners, Supply
from crawler.rendering.worth import is_drawable

__all__ = ["Chromium", "Manners", "Supply", "borrowed", "fetching", "is_drawable", "returned"]
