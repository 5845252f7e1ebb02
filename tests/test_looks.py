"""The look of the page as values: steps, for whom it is kept, and what a story says of its own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats.choices import Choices
from reader.reading.open import OpenStory
from reader.reading.view import settings_for
from reader.settings.file import save_settings
from reader.settings.load import load_settings
from reader.settings.looks import LOOK_SETTINGS, LookChange, LookDraft
from reader.settings.settings import SETTINGS, Settings
from tests.strategies import prose

KEYS = [feature.key for feature in LOOK_SETTINGS]


def opened(*style: str) -> OpenStory:
    """A story with a style of its own."""
    return OpenStory(prose("One."), choices=Choices(style=style))


looks = st.builds(
    lambda values: Settings().replace(**values),
    st.fixed_dictionaries({key: st.sampled_from(SETTINGS[key].values) for key in KEYS}),
)


def test_every_feature_has_words_or_numbers_for_every_value() -> None:
    """No value shows its bare name, and none is without a word."""
    for feature in LOOK_SETTINGS:
        for value in SETTINGS[feature.key].values:
            text = feature.shown(Settings().replace(**{feature.key: value}))
            assert text
            assert text != str(value) or isinstance(value, int) or value in ("on", "off")


@pytest.mark.parametrize(
    ("key", "count", "value"),
    [
        ("measure", 1, 68),
        ("measure", -2, 62),
        ("measure", 99, 100),
        ("measure", -99, 40),
        ("leading", 1, 2),
        ("margin", -5, 0),
        ("justify", 1, True),
        ("justify", 2, False),
        ("paragraphs", -1, "blank"),
        ("spread", 1, "on"),
        ("mode", 1, "scroll"),
    ],
)
def test_numbers_stop_at_their_ends_and_words_go_round(key: str, count: int, value: object) -> None:
    """A step more or less of each kind of feature."""
    draft = LookDraft(Settings(), Settings()).moved(key, count)

    assert getattr(draft.settings, key) == value


def test_a_look_for_all_stories_changes_the_settings() -> None:
    """What differs is to be written, and the story has nothing of its own."""
    kept = LookDraft(Settings(), Settings()).moved("measure", -3).moved("justify", 1).kept()

    assert kept.changes == {"measure": 60, "justify": True}
    assert kept.settings == Settings().replace(measure=60, justify=True)
    assert kept.style == ()


def test_a_look_for_this_story_changes_the_story_alone() -> None:
    """It is written down in the lines of the settings file; the theme is everyone's."""
    draft = LookDraft(Settings(), Settings(), own=True).moved("measure", -3).moved("theme", 1)
    kept = draft.moved("paragraphs", -1).kept()

    assert kept.style == ("measure = 60", 'paragraphs = "blank"')
    assert kept.changes == {"theme": "paper"}
    assert kept.settings == Settings().replace(theme="paper")


def test_a_story_goes_back_to_the_look_of_all() -> None:
    """Nothing of its own is left, and nothing of the settings changes."""
    mine = Settings().replace(measure=80)
    kept = LookDraft(Settings(), mine, own=True).as_common().kept()

    assert kept == LookChange(Settings(), {}, ())


def test_what_was_a_storys_own_can_become_everyones() -> None:
    """Kept for all, the look that is seen is the look of all stories."""
    mine = Settings().replace(measure=80, leading=2)
    kept = LookDraft(Settings(), mine, own=True).for_other().kept()

    assert kept.settings == mine
    assert kept.style == ()


@given(looks, looks, st.booleans())
def test_what_is_kept_is_what_was_seen(common: Settings, tried: Settings, own: bool) -> None:
    """Whatever is tried and for whomever it is kept, the story looks the same when opened again."""
    kept = LookDraft(common, tried, own).kept()

    assert settings_for(kept.settings, opened(*kept.style)) == tried
    differing = {key for key in KEYS if getattr(common, key) != getattr(kept.settings, key)}
    assert differing == set(kept.changes)
    assert not own or differing <= {"theme"}


def test_lines_that_are_wrong_change_nothing() -> None:
    """What was written into the data file by hand or by a newer version does no harm."""
    lines = ("measure = 50", "measure = 900", "leading = ", "\x00", "wings = 2", 'mode = "scroll"')

    assert settings_for(Settings(), opened(*lines)) == Settings().replace(measure=50, mode="scroll")


def test_a_storys_style_outlives_its_other_choices() -> None:
    """It travels with them through the data file."""
    choices = Choices(style=("measure = 50",))

    assert Choices.from_json(choices._replace(encoding="cp1252").to_json()).style == choices.style
    assert Choices.from_json('{"style": [1, "leading = 2", null]}').style == ("leading = 2",)
    assert Choices.from_json('{"style": "leading = 2"}').style == ()


@pytest.mark.parametrize("key", KEYS)
def test_a_line_reads_back(key: str, tmp_path: Path) -> None:
    """Each value of each feature, as a line of the settings file."""
    path = tmp_path / "settings.toml"
    for value in SETTINGS[key].values:
        path.write_text(SETTINGS[key].line(value), "utf-8")
        assert load_settings(path) == (Settings().replace(**{key: value}), ())


def test_saving_leaves_the_rest_of_the_file_as_it_was(tmp_path: Path) -> None:
    """Comments, order, unknown lines and a name written with a hyphen stay."""
    path = tmp_path / "settings.toml"
    path.write_text('# mine\nrunning-head = true  # always\n\ntheme = "sepia"\n', "utf-8")
    save_settings(path, {"running_head": False, "measure": 60})

    assert path.read_text("utf-8") == (
        '# mine\nrunning-head = false  # always\n\ntheme = "sepia"\nmeasure = 60\n'
    )


def test_a_wrong_setting_writes_none(tmp_path: Path) -> None:
    """All of them or nothing."""
    path = tmp_path / "settings.toml"
    with pytest.raises(ValueError, match="measure = 7 is not"):
        save_settings(path, {"leading": 2, "measure": 7})

    assert not path.exists()
