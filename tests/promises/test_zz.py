import pytest
from tests.cast import Cast
from mektepke.trail.actions import record
from mektepke.trail import triggers
def test_a(cast: Cast): 
    assert len(cast.people()) == 15, cast.people()
    print(cast.here.school)
@pytest.mark.django_db(transaction=True)
def test_b(cast: Cast):
    record(by=cast.here.head, action="x.y", subject=cast.here.head)
@pytest.mark.django_db(transaction=True)
def test_c(cast: Cast):
    record(by=cast.here.head, action="x.y", subject=cast.here.head)
    assert triggers.present()
def test_net():
    import urllib.request
    with pytest.raises(OSError): urllib.request.urlopen("http://93.184.216.34/")
