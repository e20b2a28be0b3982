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
    "hard-space": Said(
        "Här finns ett hårt mellanslag, som ofta följer med från Word. Byt det mot ett vanligt mellanslag.",
        "Here is a no-break space, as word processors make. Change it to an ordinary space.",
    ),
    "empty": Said(
        "Filen är tom. En rutin börjar med raden routine: och sitt namn, till exempel routine: stodpass",
        "The file is empty. A routine begins with the line routine: and its name, for example routine: stodpass",
    ),
    "top": Said(
        "Filen ska bestå av rader som «nyckel: värde», med början i routine: och rutinens namn. Här står {more}.",
        "The file must consist of lines like “key: value”, beginning with routine: and its name. Here stands {more}.",
    ),
    "deep": Said(
        "Här ligger mer än {piece} listor och parenteser i varandra. Så djupt går ingen rutin: ta bort några.",
        "Here more than {piece} lists and brackets lie inside each other. No routine goes so deep: remove some.",
    ),
    "document": Said(
        "Raden «---» börjar ett nytt dokument. En fil är en rutin: ta bort raden, eller lägg resten i en egen fil.",
        "The line “---” begins a new document. One file is one routine: remove it, or move the rest to another file.",
    ),
    "directive": Said(
        "En rad som börjar med «%» är en anvisning till YAML och används inte i rutiner. Ta bort den.",
        "A line that begins with “%” is a directive to YAML and is not used in routines. Remove it.",
    ),
    "anchor": Said(
        "«{piece}» hämtar eller märker rader (ett ankare i YAML) och används inte i rutiner. Skriv ut raderna i stället.",
        "“{piece}” marks or fetches lines (an anchor in YAML) and is not used in routines. Write the lines out instead.",
    ),
    "tag": Said(
        "«{piece}» är en typ i YAML och används inte i rutiner. Ta bort ordet.",
        "“{piece}” is a type in YAML and is not used in routines. Remove the word.",
    ),
    "key": Said(
        "Före kolonet ska ett namn stå, inte en lista eller parentes. Sätt citattecken om det är en text.",
        "Before the colon stands a name, not a list or a bracket. Put it in quotes if it is a text.",
    ),
    "duplicate": Said(
        "«{piece}» står redan på rad {more}. Behåll en av dem och ta bort den andra.",
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
        "Texten «{piece}» innehåller ett kolon, som skiljer nyckel från värde. Sätt citattecken om hela texten.",
        "The text “{piece}” has a colon, which parts key from value. Put the whole text in quotes.",
    ),
    "comma": Said(
        "Inom {{ }} skiljer komma delarna åt, så «{piece}» läses som flera. Sätt citattecken om hela texten.",
        "Inside {{ }} a comma parts the entries, so “{piece}” is read as several. Put the whole text in quotes.",
    ),
    "question": Said(
        "Texten «{piece}» innehåller ett frågetecken. Inom {{ }} och [ ] behöver den citattecken.",
        "The text “{piece}” has a question mark. Inside {{ }} and [ ] it needs quotes.",
    ),
    "bracket": Said(
        "«{piece}» innehåller en parentes. Inom {{ }} och [ ] behöver den citattecken.",
        "“{piece}” has a bracket. Inside {{ }} and [ ] it needs quotes.",
    ),
    "start": Said(
        "En text som börjar med «{piece}» behöver citattecken, för tecknet betyder något annat i YAML.",
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
        "Det saknas ett mellanslag efter «{piece}».",
        "A space is missing after “{piece}”.",
    ),
    "dash": Said(
        "Det saknas ett mellanslag efter strecket.",
        "A space is missing after the dash.",
    ),
    "missing-colon": Said(
        "Det saknas ett kolon efter «{piece}».",
        "A colon is missing after “{piece}”.",
    ),
    "missing-comma": Said(
        "Det saknas ett komma före «{piece}».",
        "A comma is missing before “{piece}”.",
    ),
    "open-bracket": Said(
        "Parentesen har inget slut. Sätt «{piece}» där den ska sluta.",
        "The bracket has no end. Put “{piece}” where it should end.",
    ),
    "extra-bracket": Said(
        "Här står «{piece}» utan någon parentes som börjar. Ta bort det som är för mycket.",
        "Here stands “{piece}” without a bracket that begins. Remove what is too much.",
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
        "Allt efter # är en anteckning som ingen ser, så texten slutar före «{piece}». Hör det till texten? Sätt citattecken.",
        "Everything after # is a note that nobody sees, so the text ends before “{piece}”. Is it part of it? Put it in quotes.",
    ),
    "more": Said(
        "Filen har fler fel än så här. Rätta de här först och kontrollera den igen.",
        "The file has more mistakes than these. Correct these first and check it again.",
    ),
    "unreadable": Said(
        "Raden «{piece}» går inte att läsa. Den ska vara «nyckel: värde», «- text» eller fortsätta texten ovanför. "
        "Jämför indrag, kolon, citattecken och parenteser med raderna omkring.",
        "The line “{piece}” can't be read. It should be “key: value”, “- text” or go on with the text above. "
        "Compare indentation, colons, quotes and brackets with the lines around.",
    ),
}

RULES = frozenset(f"yaml-{kind}" for kind in WORDS)


def problem(
    kind: str,
    row: int,
    column: int,
    piece: object = "",
    more: int | Said = UNSAID,
    *,
    corrected: str | None = None,
) -> Problem:
    """The problem `yaml-<kind>`. `row` and `column` count from 0.

    `piece` and `more` fill the sentence (`more` in both languages where they differ); `corrected` is the line as it should be.
    """
    shown = clipped(str(piece), 80)
    said = WORDS[kind].fill(piece=shown, more=more)
    if corrected is not None:
        line = clipped(corrected.strip(), LONGEST_LINE)
        said = Said("{said} Rätt rad: {line}", "{said} Corrected line: {line}").fill(said=said, line=line)
    return Problem(f"yaml-{kind}", said, row + 1, column + 1)
