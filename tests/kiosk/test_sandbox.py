"""One test for each way in which a template might get out, take all time, or take all memory."""

from __future__ import annotations

import pytest
from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from signage.kiosk.sandbox import MAX_OUTPUT, MAX_SOURCE, MAX_STEPS, BodyTemplate, body_template


def fit(_media):
    return 8


VALUES = {"text": "<b>文</b>", "palette": {"ink": "#111111"}, "items": ["a", "b"], "number": 7, "fit": fit}


def run(source):
    return BodyTemplate(source, "body.html.j2").render(VALUES)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{ palette.ink }}", "#111111"),
        ("{{ text }}", "&lt;b&gt;文&lt;/b&gt;"),
        ("{% for item in items %}{{ loop.index }}{{ item }}{% if not loop.last %},{% endif %}{% endfor %}", "1a,2b"),
        ("{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{{ twice(text) }}", "&lt;b&gt;文&lt;/b&gt;" * 2),
        ("{{ 'even' if number is even else 'odd' }} {{ number // 2 }} {{ number % 2 }}", "odd 3 1"),
        ("{{ 'a' in ['a', 'b'] }} {{ 'a' ~ number }} {{ 'a' + 'b' }}", "True a7 ab"),
        ("{% for part in 'x,y'.split(',') %}{{ part|upper }}{% endfor %}", "XY"),
        ("{% for key, value in palette.items() %}{{ key }}{{ value }}{% endfor %}", "ink#111111"),
        ("{% for n in range(3) %}{{ loop.cycle('a', 'b') }}{% endfor %}", "aba"),
        ("{% set wide = number > 5 %}{{ wide }}{{ text if false }}", "True"),
        ("{{ fit(text) }}{# a comment #}{% raw %}{{ }}{% endraw %}", "8{{ }}"),
        ("{% with x = 1 %}{{ x + 1 }}{% endwith %}{{ items[0] }}{{ text[1:2] }}", "2ab"),
    ],
)
def test_what_a_template_needs_it_has(source, written):
    assert run(source) == written


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ fit.__globals__ }}",
        "{{ fit.__code__ }}",
        "{{ items.append(1) }}",
        "{{ palette.update(ink='x') }}",
        "{{ palette.pop('ink') }}",
        "{{ text.encode() }}",
        "{{ '{0.__class__}'.format(text) }}",
        "{{ '{a.__class__}'.format_map(palette) }}",
        "{{ text.join(items) }}",
        "{{ text.translate(palette) }}",
    ],
)
def test_no_attribute_leads_out(source):
    with pytest.raises(SecurityError, match="unsafe"):
        run(source)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("{% include 'theme.toml' %}", "includes nothing"),
        ("{% include '/etc/passwd' ignore missing %}", "includes nothing"),
        ("{% import 'other.j2' as other %}", "imports nothing"),
        ("{% from 'other.j2' import words %}", "imports nothing"),
        ("{% extends 'base.j2' %}", "stands alone"),
        ("{% block body %}{% endblock %}", "no blocks"),
        ("{% autoescape false %}{{ text }}{% endautoescape %}", "cannot be turned off"),
        ("{% set text %}{{ text }}{% endset %}", "by ~, or by a macro"),
        ("{% filter upper %}a{% endfilter %}", "not among"),
        ("{% call fit() %}{% endcall %}", "not among"),
        ("{% for n in items recursive %}{{ loop(items) }}{% endfor %}", "cannot call itself"),
        ("{{ self }}", "not a name to use"),
        ("{{ caller() }}", "not a name to use"),
        ("{% macro m() %}{{ varargs }}{% endmacro %}{{ m() }}", "not a name to use"),
        ("{{ _purse }}", "not a name to use"),
        ("{{ {'a': 1} }}", "several names"),
        ("{{ 2 ** 9 }}", "no powers"),
        ("{% set a = [items, items] %}", "plain texts and numbers"),
        ("{{ fit(*items) }}", "each argument by itself"),
        ("{{ fit(**palette) }}", "each argument by itself"),
        ("{{ text|safe }}", "No filter named 'safe'"),
        ("{{ text|map('upper') }}", "No filter named 'map'"),
        ("{{ text|replace('', text) }}", "No filter named 'replace'"),
        ("{{ text is callable }}", "No test named 'callable'"),
    ],
)
def test_what_a_template_may_not_do_is_said_before_it_runs(source, says):
    with pytest.raises(TemplateSyntaxError) as caught:
        BodyTemplate(f"\n\n{source}", "body.html.j2")
    assert says in str(caught.value.message)
    assert caught.value.lineno == 3


@pytest.mark.parametrize("name", ["lipsum", "cycler", "joiner", "namespace", "dict", "request", "nothing", "loop"])
def test_there_are_no_globals(name):
    with pytest.raises(TemplateError, match="undefined"):
        run(f"{{{{ {name} }}}}")


LOOP = "{% for a in range(99999) %}"


@pytest.mark.parametrize(
    "source",
    [
        LOOP * 2 + "{% endfor %}" * 2,
        LOOP * 3 + "x" + "{% endfor %}" * 3,
        "{% for a in " + "'x' * 3" + " %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(200) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for a in range(100001) %}{% endfor %}",
        "{% for a in items %}{{ loop(items) }}{% endfor %}",
        LOOP + "{{ 'x,y'.split(',')|length }}{{ text|upper }}" * 6 + "{% endfor %}",
    ],
)
def test_a_template_ends(source):
    """Loops in loops, calls in calls: all of them come to an end, and it is the template's fault, not ours."""
    with pytest.raises(TemplateError):
        run(source)


def test_the_steps_are_counted_anew_each_time():
    template = BodyTemplate("{% for a in range(90000) %}{% endfor %}ok", "body.html.j2")
    for _ in range(1 + MAX_STEPS // 90_000):
        assert template.render(VALUES) == "ok"


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'x' * 1000000000 }}",
        "{{ items * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ 'x'.center(1000000000) }}",
        "{{ 'x'.ljust(1000000000) }}",
        "{{ 'x'.zfill(1000000000) }}",
        "{{ 'x'.expandtabs(1000000000) }}",
        "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a %}" * 9 + "{{ a }}",
        "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a + a + a + a + a + a + a + a + a + a %}" * 9 + "{{ a }}",
        "{% macro m(s) %}{{ s }}{{ s }}{% endmacro %}{{ " + "m(" * 40 + "text" + ")" * 40 + " }}",
        "{% set n = 99999999 %}" + "{% set n = n * n %}" * 9 + "{{ n }}",
        "{{ 99999999999999999999 * 2 }}",
        "{% set a = [1, 2] %}{{ a }}",
        "{{ items }}",
        "{{ palette }}",
        "{{ fit }}",
        LOOP + "{{ text }}" * 20 + "{% endfor %}",
    ],
)
def test_a_template_makes_nothing_huge(source):
    with pytest.raises(SecurityError):
        run(source)


def test_what_it_writes_is_bounded():
    source = "{% for n in range(5) %}" + "x" * (MAX_SOURCE - 100) + "{% endfor %}"
    assert len(run(source)) == 5 * (MAX_SOURCE - 100)
    with pytest.raises(SecurityError, match="characters written"):
        run(source.replace("range(5)", f"range({MAX_OUTPUT // MAX_SOURCE + 2})"))


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("{{ 1 / 0 }}", 1),
        ("\n\n{{ text.year.month }}", 3),
        ("{% macro m() %}\n{{ items[9].x }}\n{% endmacro %}\n{{ m() }}", 2),
        ("a\n{{ fit() }}", 2),
        ("a\nb\n\n{{ nothing }}", 4),
        ("\n{{ ''.__class__ }}", 2),
        ("\n\n\n{{ int }}", 4),
        ("\n{% for a in number %}{% endfor %}", 2),
    ],
)
def test_a_mistake_is_named_with_its_line(source, line):
    template = BodyTemplate(source, "body.html.j2")
    with pytest.raises(TemplateError) as caught:
        template.render(VALUES)
    assert template.line_of(caught.value) == line


@pytest.mark.parametrize(
    ("source", "line"),
    [("{% if %}", 1), ("a\n{% for x in y %}", 2), ("{{", 1), ("\n{{ 'a }}", 2), ("\n\n{% elif %}", 3)],
)
def test_what_is_no_template_is_named_with_its_line(source, line):
    with pytest.raises(TemplateSyntaxError) as caught:
        BodyTemplate(source, "body.html.j2")
    assert caught.value.lineno == line


@pytest.mark.parametrize("source", ["x" * (MAX_SOURCE + 1), "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"])
def test_a_template_that_is_no_sane_size(source):
    with pytest.raises(TemplateSyntaxError):
        BodyTemplate(source, "body.html.j2")


def test_a_template_is_compiled_once():
    assert body_template("{{ text }}", "a.j2") is body_template("{{ text }}", "a.j2")
    assert body_template("{{ text }}", "a.j2") is not body_template("{{ text }}", "b.j2")
