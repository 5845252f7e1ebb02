"""The search line of the reading screen: from keystrokes to searches and back to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.tui.screens.reading.answering import Answering

if TYPE_CHECKING:
    from reader.reading.search import Seeker
    from reader.search.query import Query
    from reader.tui.widgets.search_line import SearchLine


class Asking(Answering):
    """Lets searches be typed."""

    def do_search(self) -> None:
        """Answer `search`."""
        self.open_line(backward=False)

    def do_search_backward(self) -> None:
        """Answer `search.backward`."""
        self.open_line(backward=True)

    def open_line(self, *, backward: bool, query: Query | None = None, hint: str = "") -> None:
        """Let a search be typed; Esc brings back what is shown now."""
        if self.navigator is None:
            return
        from reader.search.query import Query

        self.begin(backward, typed=True)
        self._notice = self._count = ""
        self.recall()
        self.line.open("?" if backward else "/", query or Query(""), hint)
        self.fit_line(self.size)
        self._warm(self.seeker)

    def renewed(self) -> None:
        """What is being typed was meant for the old text."""
        super().renewed()
        if self._line is not None and self._line.display:
            self._close()

    @work(thread=True, group="warm")
    def _warm(self, seeker: Seeker) -> None:
        seeker.warm()

    def take_typed(self) -> None:
        """Search as it is typed."""
        self._number += 1
        self._wrong = False
        query = self.line.query_typed
        if query.text:
            self.ask_for(query, self._number)
            return
        self.workers.cancel_group(self, "seek")
        self.line.say("")
        self.search = None
        self.restore()

    def on_search_line_entered(self, event: SearchLine.Entered) -> None:
        """Stay at the hit; an empty line repeats the last search."""
        event.stop()
        if self._before is None or self._wrong:
            return
        if not self.line.query_typed.text:
            if not self._earlier:
                self._cancel()
                return
            self.line.fill(self._earlier[0])
            self.take_typed()
        self._entered = True
        self._close()
        search = self.search
        if search is not None and search.whole and search.query == self.line.query_typed:
            self.settle(search)

    def on_search_line_cancelled(self, event: SearchLine.Cancelled) -> None:
        """Return to exactly where reading was."""
        event.stop()
        self._cancel()

    def _cancel(self) -> None:
        self.workers.cancel_group(self, "seek")
        self._number += 1
        self.search = self._before.search if self._before else None
        self._close()
        self.restore()
        self._before = None

    def _close(self) -> None:
        self.line.close()
        self.set_focus(self.view)
