"""The style rules of everything that is not on the first page; the others are in the style sheet.

The rule: each is kept with the class that it is for, so that a start reads only those it needs.
"""

SHELF = """
ShelfScreen {
    layout: vertical;
    overflow: hidden;
}
ShelfScreen #head {
    height: 2;
}
ShelfScreen #welcome {
    display: none;
}
ShelfScreen.-welcome #welcome {
    display: block;
}
ShelfScreen #middle {
    height: 1fr;
    layout: vertical;
}
ShelfScreen.-wide #middle {
    layout: horizontal;
}
ShelfScreen #list {
    height: 1fr;
    width: 1fr;
}
ShelfScreen.-wide #list {
    width: 2fr;
}
ShelfScreen VirtualList {
    height: 1fr;
}
ShelfScreen #pane {
    display: none;
    height: 50%;
    border-top: solid $secondary 50%;
}
ShelfScreen.-pane #pane {
    display: block;
}
ShelfScreen.-wide #pane {
    width: 1fr;
    height: 1fr;
    border-top: none;
    border-left: solid $secondary 50%;
}
ShelfScreen #names {
    height: 0;
}
ShelfScreen #hints {
    height: 2;
    color: $secondary;
    padding: 1 2 0 2;
    text-wrap: nowrap;
    text-overflow: ellipsis;
}
.-no-footer ShelfScreen #hints, ShelfScreen.-low #head, ShelfScreen.-low #hints {
    display: none;
}
ShelfScreen.-asking #hints {
    display: block;
}
ShelfScreen.-low.-asking #hints {
    height: auto;
    padding: 0 1;
    text-wrap: wrap;
}
"""

LIBRARY_SEARCH = """
LibrarySearchScreen {
    layout: vertical;
    align: center top;
    overflow: hidden;
}
LibrarySearchScreen > * {
    max-width: 110;
}
LibrarySearchScreen #title {
    height: 1;
    color: $accent;
    text-style: bold;
    padding: 0 1;
    text-wrap: nowrap;
    text-overflow: ellipsis;
}
LibrarySearchScreen SearchLine {
    margin: 0 0 1 0;
}
LibrarySearchScreen VirtualList {
    height: 1fr;
}
LibrarySearchScreen #hints {
    height: 1;
    color: $secondary;
    padding: 0 1;
    text-wrap: nowrap;
    text-overflow: ellipsis;
}
LibrarySearchScreen.-low SearchLine {
    margin: 0;
}
LibrarySearchScreen SearchLine.-low #brief {
    display: none;
}
.-no-footer LibrarySearchScreen #hints, LibrarySearchScreen.-low #hints {
    display: none;
}
"""

LIST_PANEL = """
ListPanel {
    align: center middle;
    background: $background 60%;
}
ListPanel:ansi {
    background: transparent;
}
ListPanel #panel {
    width: 90%;
    max-width: 88;
    height: auto;
    max-height: 90%;
    background: $background;
    border: round $secondary;
    padding: 0 1;
}
ListPanel #title {
    height: 1;
    text-style: bold;
    color: $accent;
    padding: 0 1;
}
ListPanel #hints {
    height: auto;
    max-height: 2;
    color: $secondary;
    padding: 0 1;
}
ListPanel VirtualList {
    height: 1fr;
    min-height: 1;
}
ListPanel.-alone #panel {
    width: 100%;
    max-height: 100%;
    border: none;
    padding: 0;
}
ListPanel.-beside {
    align: right middle;
    background: $background 0%;
}
ListPanel.-beside:ansi {
    background: transparent;
}
ListPanel.-beside #panel {
    width: 50;
}
ListPanel.-below {
    align: center bottom;
}
ListPanel.-below #panel {
    width: 100%;
    max-width: 72;
    min-height: 3;
    max-height: 50%;
}
.-no-footer ListPanel #hints {
    display: none;
}
ListPanel.-explained #hints {
    display: block;
    height: 3;
    max-height: 3;
}
ListPanel.-explained.-below #panel {
    max-height: 60%;
    min-height: 6;
}
ListPanel.-alone #title, ListPanel.-alone #hints {
    display: none;
}
"""

RESULTS = """
ResultsScreen, ResultsScreen:ansi {
    align: center bottom;
    background: transparent;
}
ResultsScreen #panel {
    width: 100%;
    max-width: 110;
    height: 50%;
    min-height: 4;
    max-height: 50%;
}
ResultsScreen VirtualList {
    height: 1fr;
}
ResultsScreen.-low #panel {
    border: none;
    border-top: solid $secondary;
    padding: 0;
}
ResultsScreen.-low #title, ResultsScreen.-low #hints {
    display: none;
}
"""

VIRTUAL_LIST = """
VirtualList {
    width: 1fr;
}
"""

PROMPT = """
Prompt {
    height: 1;
    width: 1fr;
}
Prompt #question {
    width: auto;
    color: $accent;
    text-style: bold;
    padding: 0 0 0 1;
}
Prompt #answer {
    width: 1fr;
}
Prompt #answer > .input--placeholder {
    color: $secondary;
}
"""

SEARCH_LINE = """
SearchLine {
    height: 2;
    width: 1fr;
    padding: 0 1;
}
SearchLine Horizontal {
    height: 1;
}
SearchLine Switches {
    height: 1;
    width: 1fr;
    color: $secondary;
}
SearchLine Switches .switches--on {
    color: $accent;
    text-style: bold;
}
SearchLine Switches .switches--wrong {
    color: $foreground;
    text-style: bold;
}
SearchLine #sign {
    width: auto;
    color: $accent;
    text-style: bold;
}
SearchLine #words {
    width: 1fr;
    min-width: 6;
}
SearchLine #brief {
    width: 40%;
    text-align: right;
    text-style: bold;
    text-wrap: nowrap;
    text-overflow: ellipsis;
}
SearchLine.-low {
    height: 1;
    padding: 0;
}
SearchLine.-low Switches {
    display: none;
}
SearchLine.-low #brief {
    width: 55%;
}
"""
