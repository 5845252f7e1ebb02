"""From a story and a page style to lines and pages; the only part that turns offsets into cells."""
