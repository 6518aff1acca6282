"""Stores, and the TLS authority that loopback servers are certified by."""

import pytest
import trustme

from crawler.storage import Store
from tests.alerts.mailhost import server_side
from tests.end_to_end.house import news_site
from tests.site import Site


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/pactwatch.db") as found:
        yield found


@pytest.fixture(scope="session")
def authority():
    return trustme.CA()


@pytest.fixture
def tls(authority, tmp_path, monkeypatch):
    context, trusted = server_side(authority, tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    return context


@pytest.fixture
def site_of_news():
    served = Site()
    news_site(served)
    yield served
    served.close()
