"""What all screens share: keys from the command table, and the theme they are given."""

from __future__ import annotations

import asyncio
import inspect
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar, TypeVar

from textual import events
from textual._context import NoActiveAppError
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingsMap, BindingType
from textual.screen import Screen

from reader.commands.command import COMING, EVERYTHING, Command, Need, Place, answers_of
from reader.commands.keys import Chosen, is_typed, keys_now, resolved, shown_key, together
from reader.commands.table import BY_ID, commands_of
from reader.lazy_pattern import lazy_pattern
from reader.paint.themes import Theme
from reader.settings.settings import Settings
from reader.tui.mishaps import Guarded
from reader.value import NamedTuple

Made = TypeVar("Made")
_BY_KEY_ALONE = ("palette", "jump.twice")
"""Commands that lead nowhere from a list of commands: the list itself, and half of a double key."""
_SAID_SECONDS = 2.0
"""Seconds for which a few words are shown in a corner."""
_ID = lazy_pattern(r"\{([a-z.-]+)\}")


def bindings(*places: Place) -> list[BindingType]:
    """The bindings of some places, each with the id by which the settings can change its keys."""
    return [_binding(command, ",".join(command.keys)) for command in commands_of(*places)]


def _binding(command: Command, keys: str, *, priority: bool = False) -> Binding:
    return Binding(
        keys,
        f"do('{command.id}')",
        command.label,
        show=False,
        tooltip=command.help,
        id=command.id,
        priority=priority,
    )


def bound(commands: Iterable[Command], chosen: Chosen, *, first: bool = False) -> BindingsMap:
    """The bindings under the reader's choice of keys.

    With `first`, keys that type nothing are handled before those of any screen.

    The screen library's own keymap is not used: on a key that two commands have, changing one of
    them takes it from both.
    """
    return BindingsMap.from_keys(
        {
            key: [_binding(one, key, priority=first and not is_typed(key)) for one in rivals]
            for key, rivals in resolved(commands, chosen).items()
        }
    )


class Answer(NamedTuple):
    """What answers a command."""

    part: type[Any] | None
    """The collaborator that has the method; None for the screen itself."""
    method: str
    told: bool
    """Whether the method is passed the command, since it answers several."""


def _answers(kind: type[Any], part: type[Any] | None) -> dict[str, Answer]:
    names = answers_of(kind)
    counts = Counter(names.values())
    return {id_: Answer(part, name, counts[name] > 1) for id_, name in names.items()}


def binding_of(screen: Screen[Any], key: str) -> Binding | None:
    """What a key gives on a screen here and now, else None.

    The screen library only reports all keys at once, and so asks about every command.
    """
    found: Binding | None = None
    for holder, held in screen._modal_binding_chain:
        for one in held.key_to_bindings.get(key, ()):
            wins = found is None or (one.priority and not found.priority)
            if wins and screen.app._check_action_state(one.action, holder) is not False:
                found = one
    return found


def told_of_missed(screen: CommandScreen, key: str, way_out: str) -> str:
    """What to say about a key that means nothing here; `way_out` with an id for its key."""
    told = f"{shown_key(key)} does nothing here"
    if key == "escape":
        told = f"Nothing to close: {way_out}"
    return screen.keyed(f"{told} · {{help}} all keys")


class CommandScreen(Guarded, Screen[Any]):
    """A screen that answers commands, by methods marked with `command`: its own or its parts'."""

    PLACES: ClassVar[tuple[Place, ...]] = ()
    """The places whose commands the screen answers, besides those given anywhere."""
    PARTS: ClassVar[tuple[type[Any], ...]] = ()
    """Collaborators that answer commands too; each is made from the screen when first used."""
    BENEATH: ClassVar[tuple[Place, ...]] = ()
    """Places whose commands the screen beneath answers, with this one still on top."""
    ASLEEP: ClassVar[tuple[Place, ...]] = ()
    """Those whose commands have no keys at first, and so are in nobody's way."""
    GROUND: ClassVar[bool] = False
    """Whether it is the page or the shelf, which errors never close."""
    OF_THE_TEXT: ClassVar[bool] = False
    """Whether it lists places in the present text; while it is open the text does not change."""
    HIDES: ClassVar[bool] = False
    """Whether nobody must see what is beneath, not even in the window's title."""

    answers: ClassVar[dict[str, Answer]] = {}
    """Command id → what answers it here."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.answers = _answers(cls, None)
        for part in cls.PARTS:
            cls.answers |= _answers(part, part)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.page_theme = theme
        self._made: dict[type[Any], Any] = {}
        self._chosen: Chosen = {}
        self._asleep = self.ASLEEP
        self.holds_keys = False
        """Whether further keys wait, because what the last one is about has not arrived yet."""
        # Known before anything is composed, since hints name keys.
        with suppress(NoActiveAppError):
            chosen: Chosen = getattr(self.app, "chosen", {})
            if chosen:
                self.take_keys(chosen)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close; a second click or key already on its way closes nothing else."""
        if self.is_current:
            return super().dismiss(result)
        return AwaitComplete()

    def part(self, kind: type[Made]) -> Made:
        """The screen's collaborator of that type, made when first asked for."""
        found: Made | None = self._made.get(kind)
        if found is None:
            found = self._made[kind] = kind(self)  # type: ignore[call-arg]
        return found

    def has_made(self, kind: type[Any]) -> bool:
        """Whether the collaborator of that type was ever asked for."""
        return kind in self._made

    # Keys

    def take_keys(self, chosen: Chosen) -> None:
        """Use these keys from now on."""
        self._chosen = chosen
        awake = [place for place in self.PLACES if place not in self._asleep]
        here = [one for one in together((*awake, Place.ANYWHERE)) if self.knows(one)]
        typing = [command for command in here if command.place is Place.LINE]
        others = [command for command in here if command.place is not Place.LINE]
        merged = self._merged_bindings or BindingsMap()
        library = [(key, one) for key, one in merged if one.id is None]
        self._bindings = BindingsMap.merge([bound(typing, chosen), bound(others, chosen)])
        for key, binding in library:
            self._bindings.key_to_bindings.setdefault(key, []).append(binding)

    def sleep(self, *places: Place) -> None:
        """Give keys to the commands of all its places except these."""
        if places != self._asleep:
            self._asleep = places
            self.take_keys(self._chosen)

    @classmethod
    def knows(cls, command: Command) -> bool:
        """Whether the command is ever answered here."""
        return command.place in (Place.ANYWHERE, *cls.BENEATH) or command.id in cls.answers

    def take_key(self, _event: events.Key) -> bool:
        """Take a key before any command does; whether it is used up."""
        return False

    @property
    def takes_any_key(self) -> bool:
        """Whether the next key is wanted as it is, whatever it means."""
        return False

    def miss_key(self, _event: events.Key) -> None:
        """Answer a key that means nothing here."""

    def key_of(self, command_id: str) -> str:
        """The first key that gives a command here and now, as named on the keyboard."""
        for key in keys_now(BY_ID[command_id], self._chosen):
            given = binding_of(self, key)
            if given is not None and given.id == command_id:
                return shown_key(key)
        return ""

    def keyed(self, text: str) -> str:
        """A text with each `{id}` replaced by the first key of that command, as it is now."""
        return _ID.sub(lambda found: self.first_key(found[1]), text)

    def first_key(self, command_id: str) -> str:
        """The first key that gives a command here, even while typing."""
        command = BY_ID[command_id]
        keys = keys_now(command, self._chosen)
        if command.place in (*self.PLACES, Place.ANYWHERE):
            bound = {key for key, one in self._bindings if one.id == command_id}
            keys = tuple(key for key in keys if key in bound)
        return shown_key(keys[0]) if keys else "—"

    # Commands

    @property
    def has(self) -> Need:
        """What is available here and now of what commands need."""
        return EVERYTHING

    def can(self, command_id: str) -> bool:
        """Whether a command means anything here and now."""
        return bool(self.check_action("do", (command_id,)))

    def answer(self, command_id: str) -> Callable[[], object] | None:
        """The method that answers a command here, or None."""
        answer = self.answers.get(command_id)
        if answer is not None:
            holder = self if answer.part is None else self.part(answer.part)
            method: Callable[..., object] = getattr(holder, answer.method)
            return partial(method, command_id) if answer.told else method
        beneath = BY_ID[command_id].place in self.BENEATH
        return partial(self._hand_down, command_id) if beneath else None

    def _hand_down(self, command_id: str) -> None:
        stack = self.app.screen_stack
        beneath = stack[stack.index(self) - 1]
        if isinstance(beneath, CommandScreen):
            beneath.run_worker(beneath.action_do(command_id), group="command")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of a command that means nothing here and now to the next binding."""
        if action != "do" or not parameters:
            return super().check_action(action, parameters)
        command_id = str(parameters[0])
        command = BY_ID[command_id]
        if command.needs & ~self.has & ~COMING:
            return False
        if command_id in self.answers or self.answer(command_id) is not None:
            return True
        anywhere = command.place is Place.ANYWHERE
        return anywhere and self.app.check_action(action, parameters) is not False

    async def action_do(self, command_id: str) -> None:
        """Answer a command, here or else in the app."""
        method = self.answer(command_id)
        if method is None:
            await self.app.run_action(f"do('{command_id}')")
            return
        answer = method()
        if inspect.isawaitable(answer):
            # The data file may delay an answer; the screen goes on meanwhile.
            self.run_worker(answer, group="command")
            await asyncio.sleep(0)  # what it asks has the keyboard before the next key is handled

    def able(self) -> frozenset[str]:
        """The commands that can be given here and now, by name."""
        commands = commands_of(*self.PLACES, Place.ANYWHERE)
        return frozenset(
            one.id for one in commands if one.id not in _BY_KEY_ALONE and self.can(one.id)
        )

    # What the app asks of every screen

    def apply_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.page_theme = theme
        if self.stands:
            self.repaint()

    @property
    def stands(self) -> bool:
        """Whether its parts exist: not before it is mounted, and not while it closes."""
        return self.is_mounted and self.is_attached

    def repaint(self) -> None:
        """Show the present state again."""
        self.refresh()

    @property
    def story_title(self) -> str:
        """The title of the story being read here; empty elsewhere."""
        return ""

    def say(self, words: str) -> None:
        """Say a few words that need no answer."""
        self.notify(words, timeout=_SAID_SECONDS, markup=False)

    def apply_settings(self, _settings: Settings) -> None:
        """Adopt settings that were changed elsewhere."""

    def selected(self) -> str:
        """What is selected on the screen; empty when nothing is."""
        return self.get_selected_text() or ""
