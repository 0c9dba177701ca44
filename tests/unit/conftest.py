"""How the property tests look for counter-examples: the same ones in every run, and no more than a minute of them."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# An example is a whole repository for some tests: how long one takes says nothing, and a folder may serve them all.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("suite")
