"""Scrapy's settings: politeness, limits and component paths. Strings, numbers and nothing else.

What an installation may change (delay, sizes, times, user agent, proxy) is set over these by the runner
from ``crawler.config``.
"""

BOT_NAME = "pactwatch"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
USER_AGENT = "Pactwatch"

# Politeness. The delay is kept between all requests of this process to a host, by our download handler;
# Scrapy's own slots keep it within one crawl.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS = 4
CONCURRENT_REQUESTS_PER_DOMAIN = 2

# Limits: 10 MB of a decoded body, 60 s for a whole response, 300 requests a source and poll.
DOWNLOAD_MAXSIZE = 10_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
DNS_TIMEOUT = 20
URLLENGTH_LIMIT = 2083
PACTWATCH_MAX_REQUESTS = 300
PACTWATCH_POLL_DEADLINE = 300
MEMUSAGE_ENABLED = True
MEMUSAGE_LIMIT_MB = 512
EXTENSIONS = {
    "scrapy.extensions.memusage.MemoryUsage": None,
    "crawler.middlewares.memory.OwnMemoryUsage": 0,
}
# For `scrapy crawl`; the runner keeps its own deadline.
CLOSESPIDER_TIMEOUT = 300
REDIRECT_MAX_TIMES = 10

# Retried in the same poll: what may pass within seconds. Connections that fail are retried by name
# (crawler.middlewares.patience); a slow answer is not, it would cost another minute.
RETRY_TIMES = 2
RETRY_HTTP_CODES = [408, 425, 429, 500, 502, 503, 504, 521, 522, 523, 524]
RETRY_PRIORITY_ADJUST = -1

# Security: no other schemes, no remote doors, certificates verified, nothing remembered, nothing told.
DOWNLOAD_HANDLERS = {
    "http": "crawler.middlewares.downloads.GuardedDownloadHandler",
    "https": "crawler.middlewares.downloads.GuardedDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOAD_VERIFY_CERTIFICATES = True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False
REFERER_ENABLED = False
HTTPCACHE_ENABLED = False
# Scrapy's own takes a proxy from the environment; ours is a setting and its targets are judged.
HTTPPROXY_ENABLED = False
PACTWATCH_PROXY = ""
PACTWATCH_ALLOW_PRIVATE_NETWORKS = False
PACTWATCH_ARCHIVE = ""
# Of sources with ``render: true``: the program that draws, seconds a page, pages at once, megabytes.
PACTWATCH_CHROMIUM = ""
PACTWATCH_RENDER_TIMEOUT = 60
PACTWATCH_RENDER_PAGES = 2
PACTWATCH_RENDER_MEMORY_MB = 1024
# The handler unpacks bodies itself, within the limit.
COMPRESSION_ENABLED = False
METAREFRESH_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.allowance.AllowanceMiddleware": 50,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.patience.PatienceMiddleware": 550,
    "crawler.middlewares.redirects.RedirectMiddleware": 600,
    "crawler.middlewares.archiving.ArchiveMiddleware": 800,
    "crawler.middlewares.rendering.RenderMiddleware": 850,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "*",
}

# Fits out a bare `scrapy crawl`; a runner hands its spiders everything itself.
ADDONS = {"crawler.runner.addon.StoreAddon": 500}

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
LOG_LEVEL = "WARNING"
LOG_INSTALL_ROOT_HANDLER = True
STATS_DUMP = False
LOGSTATS_INTERVAL = 0
