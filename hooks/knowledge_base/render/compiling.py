"""Compiles templates: their sentences are translated once, and what is HTML already is not escaped again.

Jinja would translate a sentence each time that it is printed, and make a new object of each piece of HTML that passes
through a template. Both are done thousands of times for a page of a few kilobytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from knowledge_base.locale import Locale, gettext_translations


class _Escaping(CodeGenerator):
    """Generates the code of templates, which escapes what it prints through `TemplateEnvironment.escaped`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class TemplateEnvironment(Environment):
    """A Jinja environment in which templates escape all that they print, in one language.

    Args:
        locale: the language of the sentences in ``_()`` and ``ngettext()``.
        options: of `jinja2.Environment`.
    """

    code_generator_class = _Escaping

    def __init__(self, locale: Locale, **options: Any) -> None:
        super().__init__(autoescape=True, extensions=["jinja2.ext.i18n"], **options)
        self._translations = gettext_translations(locale)
        self.install_gettext_translations(self._translations, newstyle=True)  # type: ignore[attr-defined]

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        _Translation(self._sentence).visit(source)
        return super()._generate(source, *names, **options)

    def _sentence(self, text: str) -> str:
        # Jinja takes every sentence as a format string, whether it has variables or not.
        return self._translations.gettext(text) % {}

    @staticmethod
    def escaped(value: object) -> str:
        """Return a value as HTML. What is HTML already is returned as it is."""
        return value if type(value) is Markup else escape(value)


class _Translation(NodeTransformer):
    """Puts its translation in the place of each sentence without variables."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name that Jinja calls
        """Return what stands in the place of a call: of ``_()`` its words."""
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(text))], kwargs=[]):
                return nodes.TemplateData(self._translate(text), lineno=node.lineno)
            case _:
                return self.generic_visit(node)
