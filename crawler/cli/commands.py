"""All commands, registered on the application by being imported."""

from crawler.cli import alerting as alerting
from crawler.cli import beginning as beginning
from crawler.cli import deciding as deciding
from crawler.cli import demonstrating as demonstrating
from crawler.cli import doctoring as doctoring
from crawler.cli import exporting as exporting
from crawler.cli import inspecting as inspecting
from crawler.cli import junking as junking
from crawler.cli import keeping as keeping
from crawler.cli import organising as organising
from crawler.cli import polling as polling
from crawler.cli import reassessing as reassessing
from crawler.cli import replaying as replaying
from crawler.cli import rows as rows
from crawler.cli import running as running
from crawler.cli import sourcing as sourcing
from crawler.cli import statuses as statuses
from crawler.cli import webbing as webbing
