"""The stylesheet, measured: contrast in both schemes, weight, one place for colours; other people's files unchanged."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import mektepke.look

LOOK = Path(mektepke.look.__file__).parent
STATIC = LOOK / "static" / "look"
CSS = re.sub(r"/\*.*?\*/", "", (STATIC / "look.css").read_text(encoding="utf-8"), flags=re.DOTALL)
TEMPLATES = sorted((LOOK / "templates").rglob("*.html"))

# Colours of text that is inherited, on the grounds it can stand on. Pairs set in one rule are found in the stylesheet.
INHERITED = [
    (text, ground) for text in ("ink", "soft", "link", "felt", "grass-ink") for ground in ("paper", "card")
] + [(text, ground) for text in ("ink", "link") for ground in ("wheat-pale", "grass-pale", "felt-pale", "sky-pale")]
INHERITED += [("on-sky", "sky"), ("grass-ink", "grass-pale")]
# Shapes that carry a meaning, and edges of what can be touched: 3 : 1 (WCAG 2.2, 1.4.11).
SHAPES = [
    (shape, ground) for shape in ("felt", "wheat-deep", "edge", "link", "grass") for ground in ("paper", "card")
] + [("felt", "felt-faint"), ("wheat-deep", "grass-faint"), ("felt", "grass-faint")]


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", block))


LIGHT, DARK = (palette(block) for block in re.findall(r":root \{([^}]*--paper:[^}]*)\}", CSS))
SCHEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def luminance(colour: str) -> float:
    """WCAG 2.2: relative luminance of #RRGGBB."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pairs_in_rules() -> set[tuple[str, str]]:
    """Text and ground set together in one rule."""
    found = set()
    for body in re.findall(r"\{([^{}]*)\}", CSS):
        text = re.search(r"(?<![\w-])color: var\(--([\w-]+)\)", body)
        ground = re.search(r"background: (?:url\([^)]*\)[^;]*)?var\(--([\w-]+)\)", body)
        if text and ground:
            found.add((text[1], ground[1]))
    return found


def too_faint(pairs: list[tuple[str, str]], colours: dict[str, str], least: float) -> list[str]:
    measured = [(one, other, contrast(colours[one], colours[other])) for one, other in pairs]
    return [f"{one} on {other}: {ratio:.2f}" for one, other, ratio in measured if ratio < least]


def test_the_measure_is_the_standards() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_both_schemes_have_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert len(LIGHT) > 20


@pytest.mark.parametrize("colours", SCHEMES)
def test_every_text_can_be_read(colours: dict[str, str]) -> None:
    found = pairs_in_rules()
    assert len(found) >= 8
    assert too_faint(sorted(found | set(INHERITED)), colours, 4.5) == []


@pytest.mark.parametrize("colours", SCHEMES)
def test_every_shape_can_be_told_from_its_ground(colours: dict[str, str]) -> None:
    assert too_faint(SHAPES, colours, 3) == []


def test_colours_stand_in_one_place() -> None:
    elsewhere = re.sub(r":root \{[^}]*--paper:[^}]*\}", "", CSS)
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|\bhsl", elsewhere) == []


def test_every_colour_that_is_used_is_named() -> None:
    assert set(re.findall(r"var\(--(?!b-)([\w-]+)\)", CSS)) == set(LIGHT)


def test_the_stylesheets_are_light() -> None:
    assert (STATIC / "look.css").stat().st_size < 20_000
    assert (STATIC / "vendor" / "bamboo" / "bamboo.min.css").stat().st_size < 12_000


def test_no_font_or_picture_comes_from_elsewhere() -> None:
    assert re.findall(r"url\(\"?([^\")]+)", CSS) == ["felt.svg"]
    assert "@font-face" not in CSS
    assert "@import" not in CSS


def test_other_peoples_files_are_unchanged_and_licensed() -> None:
    lines = re.findall(r"\| `([^`]+)` \|.*`([0-9a-f]{64})` \|", (STATIC / "vendor" / "README.md").read_text("utf-8"))
    kept = {file for file in STATIC.glob("vendor/*/*") if file.name != "LICENSE"}
    assert {STATIC / "vendor" / name for name, _ in lines} == kept
    for name, digest in lines:
        file = STATIC / "vendor" / name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest
        assert (file.parent / "LICENSE").exists()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_style_or_a_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", text) == []


def rules_for(selector: str) -> str:
    """What the stylesheet says of this selector, alone or among others, outside the media queries too."""
    found = re.findall(r"([^{}]*)\{([^{}]*)\}", CSS)
    return " ".join(body for selectors, body in found if selector in re.split(r",\s*(?![^()]*\))", selectors.strip()))


@pytest.mark.parametrize("selector", [".who", ".back a", ".facts dd", ".card :is(h2, h3)"])
def test_a_name_without_a_gap_does_not_widen_the_page(selector: str) -> None:
    assert "overflow-wrap: anywhere" in rules_for(selector)


def test_usual_names_stay_whole_in_the_first_column_of_a_table() -> None:
    found = re.search(r"min-width: ([\d.]+)rem", rules_for(".table th[scope=row]"))
    assert found is not None
    assert float(found[1]) >= 10, "«Абдыкадырова» in bold is that wide"
    assert "anywhere" not in rules_for(".grid th[scope=row]")
    assert "overflow-wrap: anywhere" in rules_for(".table table:not(.report, .grid) th[scope=row]")


def test_the_narrowest_phones_show_no_stump_of_a_name() -> None:
    assert re.search(r"@media \(max-width: 23\.74rem\) \{ \.person span \{ display: none; \} \}", CSS)
