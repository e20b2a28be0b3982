"""The storyboards' own words, in Swedish and English, beside those of the pictures."""

from __future__ import annotations

from datetime import timedelta

from diagrams.words.phrases import inner
from diagrams.words.pictures import Wording

_OWN = {
    "storyboard": ("Bildserie", "Storyboard"),
    "begins": ("Start: {title}", "Start: {title}"),
    "starts it": ("{who} startar rutinen.", "{who} starts the routine."),
    "start button": ("Starta", "Start"),
    "takes": ("{who} väljer ”{label}”.", "{who} chooses “{label}”."),
    "skips": ("{who} hoppar över steget.", "{who} skips the step."),
    "reminder title": ("{time}: påminnelse", "{time}: a reminder"),
    "notice title": ("{time}: besked till {who}", "{time}: a notice to {who}"),
    "moves title": ("{time}: går vidare av sig självt", "{time}: goes on by itself"),
    "after": ("Efter {time}", "After {time}"),
    "at": ("Vid {time}", "At {time}"),
    "at point": ("Vid ”{point}”", "At “{point}”"),
    "after point": ("{time} efter ”{point}”", "{time} after “{point}”"),
    "before point": ("{time} före ”{point}”", "{time} before “{point}”"),
    "reminded": ("{who} får en påminnelse: ”{text}”", "{who} gets a reminder: “{text}”"),
    "noticed": ("{who} får ett besked: ”{text}”", "{who} gets a notice: “{text}”"),
    "moved": ("Tiden har gått, och rutinen går vidare av sig själv.", "The time has passed, and the routine goes on by itself."),
    "again": ("Samma sak händer {count} gånger till, sist {clock}", "The same happens {count} more times, the last at {clock}"),
    "once again": ("Samma sak händer en gång till, {clock}", "The same happens once more, at {clock}"),
    "message": ("Det som rutinen väntade på har kommit, och den går vidare.", "What the routine waited for has come, and it goes on."),
    "ended": ("Rutinen är klar. Det tog {time}.", "The routine is done. It took {time}."),
    "ended at once": ("Rutinen är klar.", "The routine is done."),
    "stops": ("Här slutar berättelsen, mitt i rutinen.", "The story stops here, in the middle of the routine."),
    "closed": ("Rutinen är avslutad.", "The routine has ended."),
    "passed": ("{time} från start", "{time} from the start"),
    "at once": ("vid start", "at the start"),
    "waited": ("{time} senare", "{time} later"),
    "day": ("dag {day}, {clock}", "day {day}, {clock}"),
    "days": ("{days} dagar", "{days} days"),
    "one day": ("1 dag", "1 day"),
    "hours": ("{hours} h", "{hours} h"),
    "minutes": ("{minutes} min", "{minutes} min"),
    "phone of": ("Telefonen hos {who}", "The phone of {who}"),
    "step of": ("Steg {number} av {of}", "Step {number} of {of}"),
    "in routine": ("I rutinen ”{title}”", "In the routine “{title}”"),
    "question": ("Frågan ”{title}”: {label}", "The question “{title}”: {label}"),
    "calls": ("Rutinen ”{title}” startar. Den här väntar så länge.", "The routine “{title}” starts. This one waits for it."),
    "goes on": ("Rutinen ”{title}” pågår fortfarande.", "The routine “{title}” is still under way."),
    "there": ("Där: {place}", "There: {place}"),
    "starts beside": ("Rutinen ”{title}” startar bredvid den här.", "The routine “{title}” starts beside this one."),
    "child ended": ("Rutinen ”{title}” är klar: {end}", "The routine “{title}” is done: {end}"),
    "child cancelled": ("Rutinen ”{title}” avbryts.", "The routine “{title}” is cancelled."),
    "branch done": ("”{title}” är klart.", "“{title}” is done."),
    "branch empty": ("”{title}” behövs inte här.", "“{title}” is not needed here."),
    "saved": ("Sparas av sig självt: {said}", "Saved by itself: {said}"),
    "mails": ("Mejl till {to}: ”{subject}”", "A mail to {to}: “{subject}”"),
    "not mailed": ("Mejlet till {to} gick inte fram: ”{subject}”", "The mail to {to} did not arrive: “{subject}”"),
    "not posted": ("Uppgifterna till {to} gick inte fram", "The facts to {to} did not arrive"),
    "posts": ("Uppgifter skickas av sig självt till {to}", "Facts are sent by themselves to {to}"),
    "next": ("Nu: {place}", "Now: {place}"),
    "next who": ("{said} ({who})", "{said} ({who})"),
    "still": ("Kvar: {place}", "Still: {place}"),
    "end": ("Slut: {title}", "End: {title}"),
    "side by side": ("Samtidigt pågår: {title}", "Under way at the same time: {title}"),
    "later": ("Sedan", "Later"),
    "filled in": ("Fylls i", "Filled in"),
    "happens": ("Det här händer", "What happens"),
    "where": ("Var i rutinen", "Where in the routine"),
    "where elsewhere": ("Var i rutinen ”{title}”", "Where in the routine “{title}”"),
    "any time": ("När som helst", "At any time"),
    "chosen": ("Väljs", "Chosen"),
    "done by": ("Görs av {who}.", "Done by {who}."),
    "asks first": ("Frågar först: {text}", "Asks first: {text}"),
    "others": ("+ {count} andra val i telefonen", "+ {count} other choices on the phone"),
    "one other": ("+ 1 annat val i telefonen", "+ 1 other choice on the phone"),
    "any time others": ("När som helst: {count} val till i telefonen", "At any time: {count} more choices on the phone"),
    "any time one": ("När som helst: 1 val till i telefonen", "At any time: 1 more choice on the phone"),
    "more items": ("+ {count} punkter till i telefonen", "+ {count} more items on the phone"),
    "one more item": ("+ 1 punkt till i telefonen", "+ 1 more item on the phone"),
    "more": ("… mer i telefonen", "… more on the phone"),
    "left": ("Inte gjort", "Not done"),
    "earlier": ("{count} tidigare steg", "{count} earlier steps"),
    "one earlier": ("1 tidigare steg", "1 earlier step"),
    "more later": ("{count} steg till", "{count} more steps"),
    "one more later": ("1 steg till", "1 more step"),
    "ticked": ("avbockad", "ticked"),
    "not ticked": ("inte avbockad", "not ticked"),
    "reason": ("Varför gäller inte steget?", "Why does the step not apply?"),
    "the card": ("Kort", "Card"),
    "the step": ("Steg", "Step"),
    "clock": ("Klockan", "Time"),
    "who": ("Vem", "Who"),
    "what": ("Vad", "What"),
    "the cards": ("Korten i ordning", "The cards in order"),
    "roles": ("Med i berättelsen: {who}", "In the story: {who}"),
    "for the trainer": ("För dig som leder övningen", "For you who lead the exercise"),
    "purpose": ("Varför", "Why"),
    "seed": ("Står i den beslutade rutinen: {ref}", "Stands in the decided routine: {ref}"),
    "law": ("Följer av lag: {ref}", "Follows from law: {ref}"),
    "practice": ("Förslag: {ref}", "A proposal: {ref}"),
    "decision": ("Verksamhetens eget beslut: {ref}", "The organisation's own decision: {ref}"),
    "if not": ("Om det inte blir gjort", "If it is not done"),
    "if reminder": ("{time}: påminnelse, ”{text}”", "{time}: a reminder, “{text}”"),
    "if notice": ("{time}: besked till {who}, ”{text}”", "{time}: a notice to {who}, “{text}”"),
    "if moved": ("{time}: rutinen går av sig själv till {place}", "{time}: the routine goes by itself to {place}"),
    "if wrong": ("Om man trycker fel", "If one presses wrong"),
    "undo": ("Det går att ångra i {time}.", "It can be undone for {time}."),
    "ways": ("Andra vägar härifrån", "Other ways from here"),
    "way": ("”{label}” → {place}", "“{label}” → {place}"),
    "way with question": ("”{label}”, och svar på ”{fact}” → {place}", "“{label}”, and an answer to “{fact}” → {place}"),
    "way with questions": ("”{label}”, och svar på {count} frågor → {place}", "“{label}”, and answers to {count} questions → {place}"),
    "place step": ("steg {number}, {title}", "step {number}, {title}"),
    "place end": ("slut: {title}", "the end: {title}"),
    "place question": ("frågan ”{title}”", "the question “{title}”"),
    "place routine": ("rutinen ”{title}” startar", "the routine “{title}” starts"),
    "place here": ("steget är kvar", "the step remains"),
    "ask": ("Fråga gruppen", "Ask the group"),
    "ask before": ("Vad skulle ni välja här, och varför?", "What would you choose here, and why?"),
    "ask other": ("När väljer man ”{label}” i stället? Vad händer då?", "When does one choose “{label}” instead? What happens then?"),
    "ask time": ("Vad händer om ingen gör något på {time}?", "What happens if nobody does anything for {time}?"),
    "ask point": ("Vad händer {time}, om ingen har gjort något?", "What happens {time}, if nobody has done anything?"),
    "ask caution": ("Varför står varningen ”{text}” här?", "Why does the warning “{text}” stand here?"),
    "ask contact": ("Vem ringer eller mejlar ni i det här steget?", "Whom do you call or write to in this step?"),
    "ask start": ("När startar man den här rutinen, och vem gör det?", "When is this routine started, and by whom?"),
    "ask end": ("Vad hade kunnat gå på ett annat sätt? Gå tillbaka till ett kort och välj något annat.",
                "What could have gone another way? Go back to a card and choose something else."),
    "ask message": ("Varifrån kommer beskedet, och vad gör ni medan ni väntar?",
                    "Where does the message come from, and what do you do while you wait?"),
    "ask timer": ("Vad borde ha gjorts före den här tiden, och av vem?", "What should have been done before this time, and by whom?"),
    "way in words": ("{status}: {places}.", "{status}: {places}."),
    "as text": ("Telefonens text", "The phone's text"),
    "warning": ("Varning: {text}", "Warning: {text}"),
    "slides": ("Öppna anteckningarna för vad du kan säga till varje bild.", "Open the notes for what you can say to each slide."),
    "true": ("Spelad av samma motor som personalen följer. Klockslag och uppgifter är påhittade.",
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
