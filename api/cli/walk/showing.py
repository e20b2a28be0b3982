"""A scene and the news on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from api.cli.walk import words
from api.cli.walk.player import News, WalkedPlayer
from api.cli.walk.scene import Deed, GoTo, Scene, SeeTo, Take, Tell, View
from api.cli.walk.screen import Row, Screen
from engine.model.routine import Routine
from engine.model.standing_rules import HEADINGS
from engine.run.context import words_of
from engine.run.instance import Instance
from engine.run.outcome import Happened, Notice, Send
from engine.values.moment_words import clock_in_words, moment_in_words
from engine.values.texts import Text

ALERT = "bold red"


class Showing:
    """Shows what the player has come to; `look` is how an instance is seen."""

    def __init__(self, screen: Screen, player: WalkedPlayer, look: Callable[[Instance], View]) -> None:
        self.screen, self.player, self.look = screen, player, look
        self.language, self.zone = screen.language, player.library.context.zone

    def clock(self, moment: datetime, *, whole: bool = False) -> str:
        """The time of day, with the day where it is another than now's (or `whole`)."""
        here, now = moment.astimezone(self.zone), self.player.now.astimezone(self.zone)
        if here.date() == now.date() and not whole:
            return clock_in_words(here)
        return moment_in_words(here).say(self.language)

    def label(self, deed: Deed | GoTo) -> str:
        """What the deed, or the step to go to, is called."""
        match deed:
            case GoTo():
                return str(deed.step["title"])
            case Take():
                return str(deed.choice["label"])
            case Tell():
                return self.screen.words(words.MESSAGE, message=deed.message.replace("_", " "))
            case SeeTo():
                return str(deed.way["label"])

    def scene(self, scene: Scene, ticked: frozenset[int], undo: View | None, views: Iterable[View]) -> None:
        """Show the step on top, with all that can be answered."""
        screen, step, view = self.screen, scene.top.step, scene.top.view
        screen.line()
        screen.heading(view["title"], self.clock(self.player.now, whole=True))
        if view["emergency"]:
            screen.line(view["emergency"], ALERT)
        screen.line()
        screen.line(self._heading(step), "bold")
        for text, style in self._told(step):
            screen.line(text, style, indent=2)
        screen.rows(self._items(step, ticked))
        for contact in step["contacts"]:
            told = filter(None, (contact["title"], contact["phone"], contact["email"]))
            screen.line(", ".join(told), "bold", indent=2)
        for link in step["links"]:
            screen.line(", ".join(filter(None, (link["title"], link["url"]))), indent=2)
        for document in step["documents"]:
            screen.line(f"{document['title']}, {document['file']}", indent=2)
        screen.line()
        first = len(scene.deeds) + 1
        screen.rows(self._deed(str(n), each, step) for n, each in enumerate(scene.deeds, 1))
        if scene.beside:
            screen.line()
            screen.line(screen.words(words.ALSO_OPEN), "dim")
            screen.rows(
                Row(str(n), self._heading(each.step) + self._by([each.of] if each.of else []))
                for n, each in enumerate(scene.beside, first)
            )
        if scene.anytime:
            screen.line()
            screen.line(screen.words(words.ANY_TIME), "dim")
            screen.rows(self._deed(key, take, step, of=title) for key, take, title in scene.anytime)
        below = [each for each in (self._undo(undo), self._next_due(views)) if each]
        for each in ("", *below) if below else ():
            screen.line(each, "dim")
        screen.line()

    def news(self, news: Sequence[News]) -> None:
        """Tell what has happened, each thing with its time where that is another than the one before."""
        at = None
        for each in news:
            for told in self._lines(each):
                if at is None:
                    self.screen.line()
                same, at = at == each.at, each.at
                clock = self.clock(each.at)
                self.screen.rows([Row("" if same else clock, told)], indent=2)

    def _lines(self, news: News) -> Iterator[str]:
        match news.what:
            case Notice():
                yield self._notice(news.what)
            case Send(kind="mail"):
                yield self.screen.words(words.MAILED, to=", ".join(news.what.to), subject=news.what.subject)
            case Send():
                yield self.screen.words(words.POSTED, to=", ".join(news.what.to))
            case Happened():
                yield from self._happened(news.what)

    def _happened(self, what: Happened) -> Iterator[str]:
        screen, instance = self.screen, self.player.case.instances[what.instance]
        routine = self._routine(instance)
        title = routine.title.say(self.language)
        match what.kind:
            case "child_started":
                assert what.detail is not None
                started = self.player.library.title_of(what.detail["routine"], self.language)
                yield screen.words(words.STARTED, title=started)
            case "ended" if instance is self.player.root:
                yield screen.words(words.END, end=self.look(instance)["outcome_title"])
            case "ended":
                yield screen.words(words.ENDED, title=title, end=self.look(instance)["outcome_title"])
            case "cancelled":
                yield screen.words(words.CANCELLED, title=title)
            case "undone":
                yield screen.words(words.UNDONE, label=self._choice(routine, what))
            case "timer" if what.state is not None and what.detail is not None:
                timers = routine.states[what.state].timers
                if any(each.index == what.detail["index"] and each.move for each in timers):
                    yield screen.words(words.MOVED)

    def _notice(self, notice: Notice) -> str:
        instance = self.player.case.instances[notice.instance]
        titles = (self._routine(instance).roles[role].title.say(self.language) for role in notice.roles)
        who = ", ".join(titles)
        if notice.kind != "remind":
            return self.screen.words(words.NOTICED, who=who, text=notice.text)
        said = words.REMINDED_ROLE if who else words.REMINDED
        return self.screen.words(said, who=who, text=notice.text)

    def _heading(self, step: View) -> str:
        number, of = step["number"], step["of"]
        said = words.STEP_OF if of else words.STEP
        place = self.screen.words(said, number=number, of=of) + ": " if number else ""
        return f"{place}{step['title']}" + self._by([each["title"] for each in step["roles"]])

    def _told(self, step: View) -> Iterator[tuple[str, str]]:
        """The texts of the step, each with its style."""
        if step["by_whom"]:
            yield step["by_whom"], "dim"
        if step["incident"]:
            yield f"{self.screen.words(words.STANDS)}: {step['incident']}", ALERT
        if step["caution"]:
            yield f"{self.screen.words(words.CAUTION)}: {step['caution']}", ALERT
        for kind in HEADINGS:
            heading = self.screen.words(HEADINGS[kind])
            style = ALERT if kind == "never" else ""
            yield from ((f"{heading}: {text}", style) for text in step[kind])
        if step["text"]:
            yield step["text"], ""
        if step["note"]:
            yield f"{self.screen.words(words.NOTE)}: {step['note']}", ""
        if step["help"]:
            yield f"{self.screen.words(words.HELP)}: {step['help']}", "dim"

    def _items(self, step: View, ticked: frozenset[int]) -> Iterator[Row]:
        for item in step["checklist"]:
            yield Row("[x]" if item["item"] in ticked else "[ ]", item["text"])

    def _deed(self, key: str, deed: Deed, step: View, of: str = "") -> Row:
        label = self.label(deed)
        if isinstance(deed, Tell):
            return Row(key, label + self._by(deed.who))
        if not isinstance(deed, Take):
            return Row(key, label)
        who = deed.choice["who"]
        own = who == [each["title"] for each in step["roles"]] or of or deed.choice["anytime"]
        label += "" if own else self._by(who)
        label += f" · {of}" if of else ""
        label += f" · {deed.choice['by_whom']}" if deed.choice["by_whom"] else ""
        if deed.choice["allowed"]:
            return Row(key, label)
        return Row(key, f"{label} ({deed.choice['because']})", "dim")

    def _by(self, roles: Sequence[str]) -> str:
        return f" · {', '.join(roles)}" if roles else ""

    def _undo(self, undo: View | None) -> str:
        if undo is None:
            return ""
        until = self.clock(datetime.fromisoformat(undo["until"]))
        return self.screen.words(words.CAN_UNDO, until=until, label=undo["label"])

    def _next_due(self, views: Iterable[View]) -> str:
        timers = [each for view in views for each in view["timers"]]
        if not timers:
            return ""
        first = min(timers, key=lambda each: datetime.fromisoformat(each["due"]))
        at = self.clock(datetime.fromisoformat(first["due"]))
        return self.screen.words(words.NEXT_DUE, at=at, what=self.screen.words(words.DUE[first["kind"]]))

    def _choice(self, routine: Routine, what: Happened) -> str:
        instance = self.player.case.instances[what.instance]
        return next(
            (self._text(each.label, instance) for each in routine.choices() if each.id == what.choice),
            str(what.choice),
        )

    def _text(self, text: Text, instance: Instance) -> str:
        context = self.player.library.context
        routine, now = self._routine(instance), self.player.now
        filled = words_of(routine, instance.facts, context, self.language, now)
        return text.fill(filled, self.language)

    def _routine(self, instance: Instance) -> Routine:
        return self.player.library.pinned(instance.digest)
