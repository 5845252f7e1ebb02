"""What outlives the process: the data file, the settings file, and where they lie.

Seldom needed and therefore doors of their own: `exchange` (export, merge, merge_file), `doctor`
(check), `settings_file` (save_settings, write_commented) and `meanings` (what settings are for).
"""

from typing import TYPE_CHECKING

from reader.deferred import door
from reader.storage.paths import (
    cache_folder,
    config_file,
    data_file,
    documents_folder,
    library_folders,
)
from reader.storage.settings import (
    SETTINGS,
    THEMES,
    Settings,
    load_settings,
    parse_setting,
    setting_line,
    settings_in,
    values_of,
    with_lines,
)
from reader.storage.store import Store
from reader.storage.values import Check, Facts, FileFacts, Known, NotSavedError, Status
from reader.storage.writer import Pace

if TYPE_CHECKING:
    from reader.storage.shelves import ABSENT, Refusal, Shelved, Sighting, Standing
else:  # no story needs them for its first page
    __getattr__ = door(__name__, shelves=("ABSENT", "Refusal", "Shelved", "Sighting", "Standing"))

__all__ = [
    "ABSENT",
    "SETTINGS",
    "THEMES",
    "Check",
    "Facts",
    "FileFacts",
    "Known",
    "NotSavedError",
    "Pace",
    "Refusal",
    "Settings",
    "Shelved",
    "Sighting",
    "Standing",
    "Status",
    "Store",
    "cache_folder",
    "config_file",
    "data_file",
    "documents_folder",
    "library_folders",
    "load_settings",
    "parse_setting",
    "setting_line",
    "settings_in",
    "values_of",
    "with_lines",
]
