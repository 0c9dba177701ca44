from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.assemble.addresses import relative_url

# Few names, so that paths often share their first folders.
urls = st.lists(st.sampled_from(["en", "topics", "a"]), min_size=1, max_size=4).map(
    lambda parts: f"{'/'.join(parts)}.html"
)


@given(target=urls, page=urls)
def test_the_way_between_two_pages_is_that_of_the_standard_library(target: str, page: str) -> None:
    assert relative_url(target, page) == posixpath.relpath(target, posixpath.dirname(page) or ".")


@given(target=urls, page=urls)
def test_a_fragment_stays_and_is_enough_on_the_page_itself(target: str, page: str) -> None:
    way = relative_url(f"{target}#part", page)
    assert way == ("#part" if target == page else f"{relative_url(target, page)}#part")
