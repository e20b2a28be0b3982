"""The storyboards' own words, in Swedish and English, beside those of the pictures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from diagrams.words.phrases import inner
from diagrams.words.pictures import Wording
from engine.said import Said

_OWN: Mapping[str, Said] = {
    "storyboard": Said("Bildserie", "Storyboard"),
    "begins": Said("Start: {title}", "Start: {title}"),
    "starts it": Said("{who} startar rutinen.", "{who} starts the routine."),
    "start button": Said("Starta", "Start"),
    "takes": Said("{who} väljer ”{label}”.", "{who} chooses “{label}”."),
    "skips": Said("{who} hoppar över steget.", "{who} skips the step."),
    "reminder title": Said("{time}: påminnelse", "{time}: a reminder"),
    "notice title": Said("{time}: besked till {who}", "{time}: a notice to {who}"),
    "moves title": Said("{time}: går vidare av sig självt", "{time}: goes on by itself"),
    "after": Said("Efter {time}", "After {time}"),
    "at": Said("Vid {time}", "At {time}"),
    "at point": Said("Vid ”{point}”", "At “{point}”"),
    "after point": Said("{time} efter ”{point}”", "{time} after “{point}”"),
    "before point": Said("{time} före ”{point}”", "{time} before “{point}”"),
    "reminded": Said("{who} får en påminnelse: ”{text}”", "{who} gets a reminder: “{text}”"),
    "noticed": Said("{who} får ett besked: ”{text}”", "{who} gets a notice: “{text}”"),
    "moved": Said("Tiden har gått, och rutinen går vidare av sig själv.", "The time has passed, and the routine goes on by itself."),
    "again": Said("Samma sak händer {count} gånger till, sist {clock}", "The same happens {count} more times, the last at {clock}"),
    "once again": Said("Samma sak händer en gång till, {clock}", "The same happens once more, at {clock}"),
    "cancels": Said("{who} avbryter rutinen ”{title}”.", "{who} cancels the routine “{title}”."),
    "message from": Said("{who} säger till att det som rutinen väntade på har kommit, och den går vidare.",
                         "{who} tells that what the routine waited for has come, and it goes on."),
    "message": Said("Det som rutinen väntade på har kommit, och den går vidare.", "What the routine waited for has come, and it goes on."),
    "ended": Said("Rutinen är klar. Det tog {time}.", "The routine is done. It took {time}."),
    "ended at once": Said("Rutinen är klar.", "The routine is done."),
    "stops": Said("Här slutar berättelsen, mitt i rutinen.", "The story stops here, in the middle of the routine."),
    "closed": Said("Rutinen är avslutad.", "The routine has ended."),
    "passed": Said("{time} från start", "{time} from the start"),
    "at once": Said("vid start", "at the start"),
    "waited": Said("{time} senare", "{time} later"),
    "day": Said("dag {day}, {clock}", "day {day}, {clock}"),
    "days": Said("{days} dagar", "{days} days"),
    "one day": Said("1 dag", "1 day"),
    "hours": Said("{hours} h", "{hours} h"),
    "minutes": Said("{minutes} min", "{minutes} min"),
    "phone of": Said("Telefonen hos {who}", "The phone of {who}"),
    "step of": Said("Steg {number} av {of}", "Step {number} of {of}"),
    "in routine": Said("I rutinen ”{title}”", "In the routine “{title}”"),
    "question": Said("Frågan ”{title}”: {label}", "The question “{title}”: {label}"),
    "calls": Said("Rutinen ”{title}” startar. Den här väntar så länge.", "The routine “{title}” starts. This one waits for it."),
    "goes on": Said("Rutinen ”{title}” pågår fortfarande.", "The routine “{title}” is still under way."),
    "there": Said("Där: {place}", "There: {place}"),
    "starts beside": Said("Rutinen ”{title}” startar bredvid den här.", "The routine “{title}” starts beside this one."),
    "child ended": Said("Rutinen ”{title}” är klar: {end}", "The routine “{title}” is done: {end}"),
    "child cancelled": Said("Rutinen ”{title}” avbryts.", "The routine “{title}” is cancelled."),
    "branch done": Said("”{title}” är klart.", "“{title}” is done."),
    "branch empty": Said("”{title}” behövs inte här.", "“{title}” is not needed here."),
    "saved": Said("Sparas av sig självt: {said}", "Saved by itself: {said}"),
    "mails": Said("Mejl till {to}: ”{subject}”", "A mail to {to}: “{subject}”"),
    "not mailed": Said("Mejlet till {to} gick inte fram: ”{subject}”", "The mail to {to} did not arrive: “{subject}”"),
    "not posted": Said("Uppgifterna till {to} gick inte fram", "The facts to {to} did not arrive"),
    "posts": Said("Uppgifter skickas av sig självt till {to}", "Facts are sent by themselves to {to}"),
    "next": Said("Nu: {place}", "Now: {place}"),
    "next who": Said("{said} ({who})", "{said} ({who})"),
    "still": Said("Kvar: {place}", "Still: {place}"),
    "end": Said("Slut: {title}", "End: {title}"),
    "side by side": Said("Samtidigt pågår: {title}", "Under way at the same time: {title}"),
    "later": Said("Sedan", "Later"),
    "filled in": Said("Fylls i", "Filled in"),
    "happens": Said("Det här händer", "What happens"),
    "where": Said("Var i rutinen", "Where in the routine"),
    "where elsewhere": Said("Var i rutinen ”{title}”", "Where in the routine “{title}”"),
    "any time": Said("När som helst", "At any time"),
    "chosen": Said("Väljs", "Chosen"),
    "done by": Said("Görs av {who}.", "Done by {who}."),
    "asks first": Said("Frågar först: {text}", "Asks first: {text}"),
    "others": Said("+ {count} andra val i telefonen", "+ {count} other choices on the phone"),
    "one other": Said("+ 1 annat val i telefonen", "+ 1 other choice on the phone"),
    "any time others": Said("När som helst: {count} val till i telefonen", "At any time: {count} more choices on the phone"),
    "any time one": Said("När som helst: 1 val till i telefonen", "At any time: 1 more choice on the phone"),
    "more items": Said("+ {count} punkter till i telefonen", "+ {count} more items on the phone"),
    "one more item": Said("+ 1 punkt till i telefonen", "+ 1 more item on the phone"),
    "more": Said("… mer i telefonen", "… more on the phone"),
    "left": Said("Inte gjort", "Not done"),
    "earlier": Said("{count} tidigare steg", "{count} earlier steps"),
    "one earlier": Said("1 tidigare steg", "1 earlier step"),
    "more later": Said("{count} steg till", "{count} more steps"),
    "one more later": Said("1 steg till", "1 more step"),
    "ticked": Said("avbockad", "ticked"),
    "not ticked": Said("inte avbockad", "not ticked"),
    "reason": Said("Varför gäller inte steget?", "Why does the step not apply?"),
    "the card": Said("Kort", "Card"),
    "the step": Said("Steg", "Step"),
    "clock": Said("Klockan", "Time"),
    "who": Said("Vem", "Who"),
    "what": Said("Vad", "What"),
    "the cards": Said("Korten i ordning", "The cards in order"),
    "roles": Said("Med i berättelsen: {who}", "In the story: {who}"),
    "for the trainer": Said("För dig som leder övningen", "For you who lead the exercise"),
    "purpose": Said("Varför", "Why"),
    "seed": Said("Står i den beslutade rutinen: {ref}", "Stands in the decided routine: {ref}"),
    "law": Said("Följer av lag: {ref}", "Follows from law: {ref}"),
    "practice": Said("Förslag: {ref}", "A proposal: {ref}"),
    "decision": Said("Verksamhetens eget beslut: {ref}", "The organisation's own decision: {ref}"),
    "if not": Said("Om det inte blir gjort", "If it is not done"),
    "if reminder": Said("{time}: påminnelse, ”{text}”", "{time}: a reminder, “{text}”"),
    "if notice": Said("{time}: besked till {who}, ”{text}”", "{time}: a notice to {who}, “{text}”"),
    "if moved": Said("{time}: rutinen går av sig själv till {place}", "{time}: the routine goes by itself to {place}"),
    "if wrong": Said("Om man trycker fel", "If one presses wrong"),
    "undo": Said("Det går att ångra i {time}.", "It can be undone for {time}."),
    "ways": Said("Andra vägar härifrån", "Other ways from here"),
    "way": Said("”{label}” → {place}", "“{label}” → {place}"),
    "way with question": Said("”{label}”, och svar på ”{fact}” → {place}", "“{label}”, and an answer to “{fact}” → {place}"),
    "way with questions": Said("”{label}”, och svar på {count} frågor → {place}", "“{label}”, and answers to {count} questions → {place}"),
    "place step": Said("steg {number}, {title}", "step {number}, {title}"),
    "place end": Said("slut: {title}", "the end: {title}"),
    "place question": Said("frågan ”{title}”", "the question “{title}”"),
    "place routine": Said("rutinen ”{title}” startar", "the routine “{title}” starts"),
    "place here": Said("steget är kvar", "the step remains"),
    "ask": Said("Fråga gruppen", "Ask the group"),
    "ask before": Said("Vad skulle ni välja här, och varför?", "What would you choose here, and why?"),
    "ask other": Said("När väljer man ”{label}” i stället? Vad händer då?", "When does one choose “{label}” instead? What happens then?"),
    "ask time": Said("Vad händer om ingen gör något på {time}?", "What happens if nobody does anything for {time}?"),
    "ask point": Said("Vad händer {time}, om ingen har gjort något?", "What happens {time}, if nobody has done anything?"),
    "ask caution": Said("Varför står varningen ”{text}” här?", "Why does the warning “{text}” stand here?"),
    "ask contact": Said("Vem ringer eller mejlar ni i det här steget?", "Whom do you call or write to in this step?"),
    "ask start": Said("När startar man den här rutinen, och vem gör det?", "When is this routine started, and by whom?"),
    "ask end": Said("Vad hade kunnat gå på ett annat sätt? Gå tillbaka till ett kort och välj något annat.",
                "What could have gone another way? Go back to a card and choose something else."),
    "ask message": Said("Varifrån kommer beskedet, och vad gör ni medan ni väntar?",
                    "Where does the message come from, and what do you do while you wait?"),
    "ask timer": Said("Vad borde ha gjorts före den här tiden, och av vem?", "What should have been done before this time, and by whom?"),
    "way in words": Said("{status}: {places}.", "{status}: {places}."),
    "as text": Said("Telefonens text", "The phone's text"),
    "warning": Said("Varning: {text}", "Warning: {text}"),
    "slides": Said("Öppna anteckningarna för vad du kan säga till varje bild.", "Open the notes for what you can say to each slide."),
    "true": Said("Spelad av samma motor som personalen följer. Klockslag och uppgifter är påhittade.",
             "Played by the same engine that staff follow. Times and facts are made up."),
}  # fmt: skip


say = Wording(_OWN).say


def time(duration: timedelta, language: str) -> str:
    """A stretch of time, short: «45 min», «2 h 15 min», «1 dag 3 h»."""
    minutes = int(duration.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = []
    if days:
        parts.append(say("one day", language) if days == 1 else say("days", language, days=days))
    if hours:
        parts.append(say("hours", language, hours=hours))
    if minutes or not parts:
        parts.append(say("minutes", language, minutes=minutes))
    return " ".join(parts)


def counted(key: str, one: str, count: int, language: str) -> str:
    """The words for `count` things: those for `one` where it is 1."""
    return say(one, language) if count == 1 else say(key, language, count=count)


def whereabouts(elsewhere: str | None, language: str) -> str:
    """What stands above the way: «Var i rutinen», and the title of the routine where it is another than the storyboard's."""
    if elsewhere:
        return say("where elsewhere", language, title=inner(elsewhere))
    return say("where", language)
