"""The words that hold sentences together in each language: they say nothing of a subject, but of a language."""

from __future__ import annotations

from knowledge_base.locale import Locale


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = {
    Locale.EN: _words(
        """
        a about all also am an and any are as at be been between but by can could did do does for from had has have how
        i if in into is it its many may me more most much my no not of on one or our out over say says shall should
        since so some such tell than that the their them then there these they this those to under up was we were what
        when where which while who whom whose why will with within would you your
        """
    ),
    Locale.ES: _words(
        """
        a al algo ante aquel aquella asi así aun bajo como cómo con cual cuál cuales cuáles cuando cuándo cuanta
        cuánta cuantas cuántas cuanto cuánto cuantos cuántos de del desde dice dicen donde dónde e el él ella ellas
        ellos en entre era es esa esas ese eso esos esta está estan están estas este esto estos fue fueron ha haber
        habia había han hasta hay he hubo la las le les lo los mas más me mi muy ni no nos o para pero por porque
        pueden puede que qué quien quién quienes quiénes se sea segun según ser si sí sin sobre son su sus tambien
        también tan tiene tienen tras tu u un una unas uno unos y ya yo
        """
    ),
}
"""The common words of each language, in lower case. The search does not index them: their lists would be longest."""

DISTINCT = {locale: COMMON[locale] - COMMON[locale.other] for locale in Locale}
"""Those of them that are no common words of the other language: what a text has of them tells its language."""
