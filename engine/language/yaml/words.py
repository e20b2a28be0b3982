"""YAML's own mistakes in the owner's words, in Swedish and English, each with the corrected line where there is one."""

from __future__ import annotations

from engine.problems import Problem, clipped
from engine.said import UNSAID, Said

LONGEST_LINE = 200

WORDS: dict[str, Said] = {
    # Characters, size and shape of the file
    "size": Said(
        "Filen är för stor: {piece} kB. En rutin får vara högst {more} kB. Dela upp den i flera rutiner.",
        "The file is too large: {piece} kB. A routine may be at most {more} kB. Split it into several routines.",
    ),
    "encoding": Said(
        "Filen är inte sparad som UTF-8, så å, ä och ö går inte att läsa. Spara den på nytt med kodningen UTF-8.",
        "The file is not saved as UTF-8, so letters such as å can't be read. Save it again with the encoding UTF-8.",
    ),
    "character": Said(
        "Här finns ett osynligt styrtecken ({piece}) som inte går att läsa. Ta bort det, eller skriv om raden.",
        "Here is an invisible control character ({piece}) that can't be read. Remove it, or type the line again.",
    ),
    "miscoded": Said(
        "”{piece}” är nog {wanted}: filen har sparats eller öppnats med fel kodning.{more} Skriv om orden, och spara "
        "filen med kodningen UTF-8.",
        "“{piece}” is probably {wanted}: the file was saved or opened with the wrong encoding.{more} Write the words "
        "again, and save the file with the encoding UTF-8.",
    ),
    "lost-letter": Said(
        "Här har en bokstav gått förlorad (”{piece}”), ofta å, ä eller ö.{more} Skriv om ordet.",
        "A letter is lost here (“{piece}”), often å, ä or ö.{more} Write the word again.",
    ),
    "hard-space": Said(
        "Här finns ett hårt mellanslag, som ofta följer med från Word. Byt det mot ett vanligt mellanslag.",
        "Here is a no-break space, as word processors make. Change it to an ordinary space.",
    ),
    "empty": Said(
        "Filen är tom. En rutin börjar med raden routine: och sitt namn, till exempel routine: stodpass",
        "The file is empty. A routine begins with the line routine: and its name, for example routine: stodpass",
    ),
    "top": Said(
        "Filen ska bestå av rader som ”nyckel: värde”, med början i routine: och rutinens namn. Här står {more}.",
        "The file must consist of lines like “key: value”, beginning with routine: and its name. Here stands {more}.",
    ),
    "deep": Said(
        "Här ligger mer än {piece} listor och parenteser i varandra. Så djupt går ingen rutin: ta bort några.",
        "Here more than {piece} lists and brackets lie inside each other. No routine goes so deep: remove some.",
    ),
    "document": Said(
        "Raden ”---” börjar ett nytt dokument. En fil är en rutin: ta bort raden, eller lägg resten i en egen fil.",
        "The line “---” begins a new document. One file is one routine: remove it, or move the rest to another file.",
    ),
    "directive": Said(
        "En rad som börjar med ”%” är en anvisning till YAML och används inte i rutiner. Ta bort den.",
        "A line that begins with “%” is a directive to YAML and is not used in routines. Remove it.",
    ),
    "anchor": Said(
        "”{piece}” hämtar eller märker rader (ett ankare i YAML) och används inte i rutiner. Skriv ut raderna i stället.",
        "“{piece}” marks or fetches lines (an anchor in YAML) and is not used in routines. Write the lines out instead.",
    ),
    "tag": Said(
        "”{piece}” är en typ i YAML och används inte i rutiner. Ta bort ordet.",
        "“{piece}” is a type in YAML and is not used in routines. Remove the word.",
    ),
    "key": Said(
        "Före kolonet ska ett namn stå, inte en lista eller parentes. Sätt citattecken om det är en text.",
        "Before the colon stands a name, not a list or a bracket. Put it in quotes if it is a text.",
    ),
    "duplicate": Said(
        "”{piece}” står redan på rad {more}. Behåll en av dem och ta bort den andra.",
        "“{piece}” already stands in line {more}. Keep one of them and remove the other.",
    ),
    # Mistakes in a line, with the line as it should be
    "tab": Said(
        "Raden är indragen med tabb. Indrag görs med blanksteg: här {piece} stycken.{more}",
        "The line is indented with a tab. Indentation is made of spaces: {piece} of them here.{more}",
    ),
    "tab-inside": Said(
        "Här står en tabb. Byt den mot ett blanksteg.",
        "Here stands a tab. Change it to a space.",
    ),
    "colon": Said(
        "Texten ”{piece}” innehåller ett kolon, som skiljer nyckel från värde. Sätt citattecken om hela texten.",
        "The text “{piece}” has a colon, which parts key from value. Put the whole text in quotes.",
    ),
    "comma": Said(
        "Inom {{ }} skiljer komma delarna åt, så ”{piece}” läses som flera. Sätt citattecken om hela texten.",
        "Inside {{ }} a comma parts the entries, so “{piece}” is read as several. Put the whole text in quotes.",
    ),
    "names": Said(
        "Inom {{ }} skiljer komma delarna åt. Flera namn skrivs inom [ ].",
        "Inside {{ }} a comma parts the entries. Several names are written inside [ ].",
    ),
    "decimal-comma": Said(
        "Inom {{ }} skiljer komma delarna åt, så talet ”{piece}” läses som två.",
        "Inside {{ }} a comma parts the entries, so that the number “{piece}” is read as two.",
    ),
    "extra-comma": Said(
        "Här står ett komma för mycket. Ta bort det, eller sätt citattecken om det hör till texten.",
        "Here is one comma too many. Remove it, or put the text in quotes if it is part of it.",
    ),
    "round-brackets": Said(
        "Nycklar på en rad skrivs inom {{ }}, inte inom ( ).",
        "Keys on one line are written inside {{ }}, not inside ( ).",
    ),
    "bracket": Said(
        "”{piece}” innehåller en parentes. Inom {{ }} och [ ] behöver den citattecken.",
        "“{piece}” has a bracket. Inside {{ }} and [ ] it needs quotes.",
    ),
    "start": Said(
        "En text som börjar med ”{piece}” behöver citattecken, för tecknet betyder något annat i YAML.",
        "A text that begins with “{piece}” needs quotes, because the character means something else in YAML.",
    ),
    "quotes": Said(
        "Citattecknen inne i texten avslutar den för tidigt. Sätt andra citattecken ytterst.",
        "The quotes inside the text end it too early. Put other quotes around all of it.",
    ),
    "open-quote": Said(
        "Texten börjar med ett citattecken men har inget i slutet. Sätt ett där också.",
        "The text begins with a quote but has none at its end. Put one there too.",
    ),
    "escape": Said(
        'Ett bakstreck (\\) går inte att skriva inom " ". Använd enkla citattecken ytterst.',
        'A backslash (\\) can\'t be written inside " ". Use single quotes around the text.',
    ),
    "space": Said(
        "Det saknas ett mellanslag efter ”{piece}”.",
        "A space is missing after “{piece}”.",
    ),
    "dash": Said(
        "Det saknas ett mellanslag efter strecket.",
        "A space is missing after the dash.",
    ),
    "missing-name": Said(
        "”{piece}” har ingen nyckel före sig.",
        "“{piece}” has no key before it.",
    ),
    "missing-braces": Said(
        "Flera nycklar på samma rad skrivs inom {{ }}.",
        "Several keys on one line are written within {{ }}.",
    ),
    "missing-colon": Said(
        "Det saknas ett kolon efter ”{piece}”.",
        "A colon is missing after “{piece}”.",
    ),
    "missing-comma": Said(
        "Det saknas ett komma före ”{piece}”.",
        "A comma is missing before “{piece}”.",
    ),
    "open-bracket": Said(
        "Parentesen har inget slut. Sätt ”{piece}” där den ska sluta.",
        "The bracket has no end. Put “{piece}” where it should end.",
    ),
    "extra-bracket": Said(
        "Här står ”{piece}” utan någon parentes som börjar. Ta bort det som är för mycket.",
        "Here stands “{piece}” without a bracket that begins. Remove what is too much.",
    ),
    "two-keys": Said(
        "Här står flera nycklar på samma rad. Skriv dem på var sin rad, i nivå med varandra: {more}",
        "Here several keys stand on one line. Write each on a line of its own, on a level with each other: {more}",
    ),
    "list-line": Said(
        "En lista med streck ska börja på en egen rad. På samma rad som nyckeln skrivs den inom [ ].",
        "A list with dashes begins on a line of its own. On the key's line it is written inside [ ].",
    ),
    "continued": Said(
        "Texten fortsätter på den här raden med ett kolon i sig. Sätt citattecken om hela texten.",
        "The text goes on in this line with a colon in it. Put the whole text in quotes.",
    ),
    "indent": Said(
        "Raden är indragen {piece} blanksteg, men ska ha {more} för att stå i nivå med raderna ovanför.",
        "The line is indented {piece} spaces, but needs {more} to be on a level with the lines above.",
    ),
    "hash": Said(
        "Allt efter # är en anteckning som ingen ser, så texten slutar före ”{piece}”. Hör det till texten? Sätt citattecken.",
        "Everything after # is a note that nobody sees, so the text ends before “{piece}”. Is it part of it? Put it in quotes.",
    ),
    # Lines that belong to nothing
    "stray": Said(
        "Raden ”{piece}” hör inte till något.{more} Är den en anteckning: börja den med #. Fortsätter den texten "
        "ovanför: dra in den till {wanted} blanksteg.",
        "The line “{piece}” belongs to nothing.{more} If it is a note, begin it with #. If it goes on with the text "
        "above, indent it {wanted} spaces.",
    ),
    "stray-note": Said(
        "Raden ”{piece}” hör inte till något.{more} Är den en anteckning: börja den med #. Annars: ta bort den.",
        "The line “{piece}” belongs to nothing.{more} If it is a note, begin it with #. If not, remove it.",
    ),
    "wrapped": Said(
        "Raden fortsätter texten ovanför, men är bara indragen {piece} blanksteg.{more} Dra in den till {wanted}.",
        "The line goes on with the text above, but is only indented {piece} spaces.{more} Indent it {wanted}.",
    ),
    "quoted-line": Said(
        "Citattecknen står runt hela raden, så nyckeln läses som en text. Sätt dem bara runt texten, om de behövs.",
        "The quotes are around the whole line, so that the key is read as a text. Put them around the text only, if needed.",
    ),
    "merge": Said(
        "Här ligger två versioner av samma rader, från en sammanslagning som inte blev klar. Behåll den ena, och ta "
        "bort raderna som börjar med <<<<<<<, ======= och >>>>>>>.",
        "Here lie two versions of the same lines, from a merge that was not finished. Keep one of them, and remove the "
        "lines that begin with <<<<<<<, ======= and >>>>>>>.",
    ),
    "fence": Said(
        "Raden hör till Markdown och inte till rutinen.{more} Ta bort den.",
        "The line belongs to Markdown and not to the routine.{more} Remove it.",
    ),
    "note-inside": Said(
        "En anteckning kan inte stå mitt i en text: där den börjar slutar texten. Flytta den ovanför raden med nyckeln.",
        "A note can't stand in the middle of a text: where it begins the text ends. Move it above the line with the key.",
    ),
    "note-in-text": Said(
        "I en text efter | eller > är # ingen anteckning, så personalen läser raden. Flytta den ovanför raden med nyckeln.",
        "In a text after | or > a # is no note, so that staff read the line. Move it above the line with the key.",
    ),
    "bullet": Said(
        "En lista skrivs med ett streck (-) och ett mellanslag, inte med ”{piece}”.{more}",
        "A list is written with a hyphen (-) and a space, not with “{piece}”.{more}",
    ),
    "header": Said(
        "Ovanför ”{piece}” saknas raden ”{wanted}:”, som det hör till. Skriv den, {more}.",
        "Above “{piece}” the line “{wanted}:” is missing, which it belongs below. Write it, {more}.",
    ),
    "missing-dash": Said(
        "Raden hör till listan men har inget streck först.",
        "The line belongs to the list but has no dash before it.",
    ),
    "more": Said(
        "Filen har fler fel än så här. Rätta de här först och kontrollera den igen.",
        "The file has more mistakes than these. Correct these first and check it again.",
    ),
    "unreadable": Said(
        "Raden ”{piece}” går inte att läsa. Den ska vara ”nyckel: värde”, ”- text” eller fortsätta texten ovanför. "
        "Jämför indrag, kolon, citattecken och parenteser med raderna omkring.",
        "The line “{piece}” can't be read. It should be “key: value”, “- text” or go on with the text above. "
        "Compare indentation, colons, quotes and brackets with the lines around.",
    ),
}

WARNINGS = frozenset({"note-in-text"})
"""Those that are read as they were perhaps meant."""

RULES = frozenset(f"yaml-{kind}" for kind in WORDS)


def and_more(lines: int) -> Said:
    """That so many other lines are like it, with a space before it; nothing where there are none."""
    if lines <= 0:
        return UNSAID
    sv, en = ("rad", "line is") if lines == 1 else ("rader", "lines are")
    return Said(f" Så är det på {lines} {sv} till.", f" {lines} more {en} like it.")


def problem(
    kind: str,
    row: int,
    column: int,
    piece: object = "",
    more: int | Said = UNSAID,
    *,
    wanted: object = "",
    corrected: str | None = None,
) -> Problem:
    """The problem `yaml-<kind>`. `row` and `column` count from 0.

    `piece`, `more` (in both languages where they differ) and `wanted` fill the sentence; `corrected` is the line as it should be.
    """
    shown = clipped(str(piece), 80)
    said = WORDS[kind].fill(piece=shown, more=more, wanted=wanted)
    if corrected is not None:
        said = with_corrected(said, corrected)
    return Problem(f"yaml-{kind}", said, row + 1, column + 1)


def with_corrected(said: Said, line: str) -> Said:
    """What is said, and the line as it should be."""
    line = clipped(line.strip(), LONGEST_LINE)
    return Said("{said} Rätt rad: {line}", "{said} Corrected line: {line}").fill(said=said, line=line)


def missing_header(row: int, column: int, piece: str, name: str, *, level: int) -> Problem:
    """That the line `name:` is missing above `piece`, and how far in it stands."""
    place = Said(f"med {level} blanksteg först", f"with {level} spaces before it")
    at_the_edge = Said("utan blanksteg först", "with no spaces before it")
    return problem("header", row, column, piece, place if level else at_the_edge, wanted=name)
