"""YAML's own mistakes in the owner's words, in Swedish and English, each with the corrected line where there is one."""

from __future__ import annotations

from engine.problems import Problem, clipped

LONGEST_LINE = 200

WORDS: dict[str, tuple[str, str]] = {
    # Characters, size and shape of the file
    "size": (
        "Filen är för stor: {piece} kB. En rutin får vara högst {more} kB. Dela upp den i flera rutiner.",
        "The file is too large: {piece} kB. A routine may be at most {more} kB. Split it into several routines.",
    ),
    "encoding": (
        "Filen är inte sparad som UTF-8, så å, ä och ö går inte att läsa. Spara den på nytt med kodningen UTF-8.",
        "The file is not saved as UTF-8, so letters such as å can't be read. Save it again with the encoding UTF-8.",
    ),
    "character": (
        "Här finns ett osynligt styrtecken ({piece}) som inte går att läsa. Ta bort det, eller skriv om raden.",
        "Here is an invisible control character ({piece}) that can't be read. Remove it, or type the line again.",
    ),
    "hard-space": (
        "Här finns ett hårt mellanslag, som ofta följer med från Word. Byt det mot ett vanligt mellanslag.",
        "Here is a no-break space, as word processors make. Change it to an ordinary space.",
    ),
    "empty": (
        "Filen är tom. En rutin börjar med raden routine: och sitt namn, till exempel routine: stodpass",
        "The file is empty. A routine begins with the line routine: and its name, for example routine: stodpass",
    ),
    "top": (
        "Filen ska bestå av rader som «nyckel: värde», med början i routine: och rutinens namn. Här står {more}.",
        "The file must consist of lines like “key: value”, beginning with routine: and its name. Here stands {more}.",
    ),
    "deep": (
        "Här ligger mer än {piece} listor och parenteser i varandra. Så djupt går ingen rutin: ta bort några.",
        "Here more than {piece} lists and brackets lie inside each other. No routine goes so deep: remove some.",
    ),
    "document": (
        "Raden «---» börjar ett nytt dokument. En fil är en rutin: ta bort raden, eller lägg resten i en egen fil.",
        "The line “---” begins a new document. One file is one routine: remove it, or move the rest to another file.",
    ),
    "directive": (
        "En rad som börjar med «%» är en anvisning till YAML och används inte i rutiner. Ta bort den.",
        "A line that begins with “%” is a directive to YAML and is not used in routines. Remove it.",
    ),
    "anchor": (
        "«{piece}» hämtar eller märker rader (ett ankare i YAML) och används inte i rutiner. Skriv ut raderna i stället.",
        "“{piece}” marks or fetches lines (an anchor in YAML) and is not used in routines. Write the lines out instead.",
    ),
    "tag": (
        "«{piece}» är en typ i YAML och används inte i rutiner. Ta bort ordet.",
        "“{piece}” is a type in YAML and is not used in routines. Remove the word.",
    ),
    "key": (
        "Före kolonet ska ett namn stå, inte en lista eller parentes. Sätt citattecken om det är en text.",
        "Before the colon stands a name, not a list or a bracket. Put it in quotes if it is a text.",
    ),
    "duplicate": (
        "«{piece}» står redan på rad {more}. Behåll en av dem och ta bort den andra.",
        "“{piece}” already stands in line {more}. Keep one of them and remove the other.",
    ),
    # Mistakes in a line, with the line as it should be
    "tab": (
        "Raden är indragen med tabb. Indrag görs med blanksteg: här {piece} stycken.{more}",
        "The line is indented with a tab. Indentation is made of spaces: {piece} of them here.{more}",
    ),
    "tab-inside": (
        "Här står en tabb. Byt den mot ett blanksteg.",
        "Here stands a tab. Change it to a space.",
    ),
    "colon": (
        "Texten «{piece}» innehåller ett kolon, som skiljer nyckel från värde. Sätt citattecken om hela texten.",
        "The text “{piece}” has a colon, which parts key from value. Put the whole text in quotes.",
    ),
    "comma": (
        "Inom {{ }} skiljer komma delarna åt, så «{piece}» läses som flera. Sätt citattecken om hela texten.",
        "Inside {{ }} a comma parts the entries, so “{piece}” is read as several. Put the whole text in quotes.",
    ),
    "question": (
        "Texten «{piece}» innehåller ett frågetecken. Inom {{ }} och [ ] behöver den citattecken.",
        "The text “{piece}” has a question mark. Inside {{ }} and [ ] it needs quotes.",
    ),
    "bracket": (
        "«{piece}» innehåller en parentes. Inom {{ }} och [ ] behöver den citattecken.",
        "“{piece}” has a bracket. Inside {{ }} and [ ] it needs quotes.",
    ),
    "start": (
        "En text som börjar med «{piece}» behöver citattecken, för tecknet betyder något annat i YAML.",
        "A text that begins with “{piece}” needs quotes, because the character means something else in YAML.",
    ),
    "quotes": (
        "Citattecknen inne i texten avslutar den för tidigt. Sätt andra citattecken ytterst.",
        "The quotes inside the text end it too early. Put other quotes around all of it.",
    ),
    "open-quote": (
        "Texten börjar med ett citattecken men har inget i slutet. Sätt ett där också.",
        "The text begins with a quote but has none at its end. Put one there too.",
    ),
    "escape": (
        'Ett bakstreck (\\) går inte att skriva inom " ". Använd enkla citattecken ytterst.',
        'A backslash (\\) can\'t be written inside " ". Use single quotes around the text.',
    ),
    "space": (
        "Det saknas ett mellanslag efter «{piece}».",
        "A space is missing after “{piece}”.",
    ),
    "dash": (
        "Det saknas ett mellanslag efter strecket.",
        "A space is missing after the dash.",
    ),
    "missing-colon": (
        "Det saknas ett kolon efter «{piece}».",
        "A colon is missing after “{piece}”.",
    ),
    "missing-comma": (
        "Det saknas ett komma före «{piece}».",
        "A comma is missing before “{piece}”.",
    ),
    "open-bracket": (
        "Parentesen har inget slut. Sätt «{piece}» där den ska sluta.",
        "The bracket has no end. Put “{piece}” where it should end.",
    ),
    "extra-bracket": (
        "Här står «{piece}» utan någon parentes som börjar. Ta bort det som är för mycket.",
        "Here stands “{piece}” without a bracket that begins. Remove what is too much.",
    ),
    "list-line": (
        "En lista med streck ska börja på en egen rad. På samma rad som nyckeln skrivs den inom [ ].",
        "A list with dashes begins on a line of its own. On the key's line it is written inside [ ].",
    ),
    "continued": (
        "Texten fortsätter på den här raden med ett kolon i sig. Sätt citattecken om hela texten.",
        "The text goes on in this line with a colon in it. Put the whole text in quotes.",
    ),
    "indent": (
        "Raden är indragen {piece} blanksteg, men ska ha {more} för att stå i nivå med raderna ovanför.",
        "The line is indented {piece} spaces, but needs {more} to be on a level with the lines above.",
    ),
    "hash": (
        "Allt efter # är en anteckning som ingen ser, så texten slutar före «{piece}». Hör det till texten? Sätt citattecken.",
        "Everything after # is a note that nobody sees, so the text ends before “{piece}”. Is it part of it? Put it in quotes.",
    ),
    "more": (
        "Filen har fler fel än så här. Rätta de här först och kontrollera den igen.",
        "The file has more mistakes than these. Correct these first and check it again.",
    ),
    "unreadable": (
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
    more: int | tuple[str, str] = ("", ""),
    *,
    corrected: str | None = None,
) -> Problem:
    """The problem `yaml-<kind>`. `row` and `column` count from 0.

    `piece` and `more` fill the sentence (a pair: in Swedish and in English); `corrected` is the line as it should be.
    """
    shown = clipped(str(piece), 80)
    more_sv, more_en = more if isinstance(more, tuple) else (str(more), str(more))
    sv, en = WORDS[kind]
    sv, en = sv.format(piece=shown, more=more_sv), en.format(piece=shown, more=more_en)
    if corrected is not None:
        line = clipped(corrected.strip(), LONGEST_LINE)
        sv, en = f"{sv} Rätt rad: {line}", f"{en} Corrected line: {line}"
    return Problem(f"yaml-{kind}", sv, en, row + 1, column + 1)
