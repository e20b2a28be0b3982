"""The kinds of problems that the API answers with (RFC 9457): each has an address, a status and words."""

from __future__ import annotations

from api.http.problems.kind import Kind
from engine.said import Said

NOT_POSSIBLE_HERE = Kind(
    "not-possible-here",
    409,
    Said("Det går inte att göra här", "Not possible here"),
    Said(
        "Steget är inte öppet eller har inget sådant val. `possible` räknar upp det som går att göra nu.",
        "The step is not open, or offers no such choice. `possible` lists what can be done now.",
    ),
    ("possible",),
)
NOT_AWAITED = Kind(
    "not-awaited",
    409,
    Said("Ingen väntar på meddelandet nu", "Nobody waits for the message now"),
    Said(
        "Rutinen väntar inte på meddelandet där den är. `possible` räknar upp det som går att göra nu; `instance` är den körning "
        "som väntar på det, om någon gör det.",
        "The routine does not wait for the message where it is. `possible` lists what can be done now; `instance` is the one that "
        "waits for it, if any does.",
    ),
    ("possible", "instance"),
)
NOT_TAKEN = Kind(
    "not-taken",
    409,
    Said("Ingen har tagit steget", "Nobody has taken the step"),
    Said(
        "Bara ett steg som någon har tagit kan lämnas tillbaka. Alla i rollen kan redan göra det.",
        "Only a step that somebody has taken can be given back. Everybody in its role can do it already.",
    ),
)
CONDITION_NOT_MET = Kind(
    "condition-not-met",
    409,
    Said("Villkoret är inte uppfyllt", "The condition is not met"),
    Said(
        "Valet finns, men något annat måste göras först. `because` är rutinens egen förklaring.",
        "The choice exists, but something else comes first. `because` is the routine's own explanation.",
    ),
    ("because",),
)
NEWER_DRAFT = Kind(
    "newer-draft",
    409,
    Said("Någon har sparat efter dig", "Somebody has saved since"),
    Said(
        "`seen` stämmer inte: någon annan har sparat steget sedan dess, som nummer `number`. Det ligger kvar. Läs det, och spara sedan "
        "ovanpå det eller låt bli.",
        "`seen` does not match: somebody else has saved the step since, as `number`. That is kept. Read it, then save on top of it "
        "or leave it.",
    ),
    ("number",),
)
NOT_RUNNING = Kind(
    "not-running",
    409,
    Said("Rutinen är avslutad", "The routine has ended"),
    Said(
        "Inget mer kan göras i den här körningen. En uppgift som blev fel kan rättas med en orsak.",
        "Nothing more can be done in this instance. A fact that is wrong can be corrected, with a reason.",
    ),
    ("outcome",),
)
CANNOT_UNDO = Kind(
    "cannot-undo",
    409,
    Said("Valet går inte att ångra", "The choice can't be taken back"),
    Said(
        "`why` säger varför: inget att ångra (`nothing`), något annat har hänt sedan dess (`other`), "
        "tiden har gått ut (`late`) eller något har redan skickats (`sent`). Gör en rättelse i stället.",
        "`why` tells: nothing to take back (`nothing`), something else has happened since (`other`), "
        "the time has run out (`late`), or something has already been sent (`sent`). Correct instead.",
    ),
    ("why",),
)
STALE = Kind(
    "stale",
    409,
    Said("Steget är redan lämnat", "The step has already been left"),
    Said(
        "Det som kom in gäller ett steg som ingen väntar i längre. Inget har ändrats.",
        "What came in concerns a step where nobody waits any more. Nothing has changed.",
    ),
)
STUCK = Kind(
    "stuck",
    409,
    Said("Rutinen kommer inte vidare av sig själv", "The routine can't go on by itself"),
    Said(
        "Något i rutinen stämmer inte, till exempel att den startar en rutin som inte är publicerad. "
        "Säg till den som ansvarar för rutinen.",
        "Something in the routine does not hold, for example that it starts a routine that is not published. "
        "Tell the owner of the routine.",
    ),
)
REFUSED = Kind(
    "refused",
    409,
    Said("Det går inte", "Refused"),
    Said("`detail` säger varför. Inget har ändrats.", "`detail` tells why. Nothing has changed."),
)
PERSON_HELD = Kind(
    "person-held",
    409,
    Said("Det som finns om personen bevaras", "What is kept of the person is held"),
    Said(
        "Personen kan inte glömmas förrän den som driver Rutin har hävt det. `detail` säger varför det bevaras.",
        "The person can't be forgotten until whoever runs Rutin has lifted it. `detail` tells why it is held.",
    ),
)
VERSION_TAKEN = Kind(
    "version-taken",
    409,
    Said("Versionen är redan publicerad", "The version is already published"),
    Said(
        "En publicerad version ändras aldrig. Höj versionen i rutinens fil.",
        "A published version never changes. Raise the version in the routine's file.",
    ),
)
MOVED_ON = Kind(
    "moved-on",
    412,
    Said("Någon har gått vidare", "Somebody has moved on"),
    Said(
        "`If-Match` stämmer inte: läget är nu `revision`. Läs om och välj igen.",
        "`If-Match` does not match: it is now at `revision`. Read again and choose again.",
    ),
    ("revision",),
)
NOT_YOURS = Kind(
    "not-yours",
    403,
    Said("Det här får du inte göra", "You may not do this"),
    Said(
        "Det saknas en roll, eller så gäller rollen en annan enhet. `who` säger vem som får.",
        "A role is missing, or the role is for another unit. `who` tells who may.",
    ),
    ("who", "reason", "unit"),
)
FROM_ELSEWHERE = Kind(
    "from-elsewhere",
    403,
    Said("Formuläret kom från en annan sida", "The form came from another page"),
    Said(
        "Sidornas formulär tas bara emot från Rutins egna sidor. Program använder API:et.",
        "The pages' forms are only taken from Rutin's own pages. Programs use the API.",
    ),
)
TOO_MANY = Kind(
    "too-many",
    429,
    Said("För många försök på kort tid", "Too many tries in a short time"),
    Said(
        "Vänta så många sekunder som rubriken Retry-After säger, och skicka igen. Inget har ändrats.",
        "Wait as many seconds as the header Retry-After says, and send it again. Nothing has been changed.",
    ),
)
SIGN_IN_SILENT = Kind(
    "sign-in-silent",
    503,
    Said("Inloggningen svarar inte", "The sign-in does not answer"),
    Said(
        "Organisationens inloggning svarar inte, så det går inte att veta vem som frågar. Försök igen om en stund. Rutins egna nycklar "
        "fungerar ändå.",
        "The organisation's sign-in does not answer, so that nobody can tell who asks. Try again in a while. Tokens of Rutin's own work "
        "all the same.",
    ),
)
ONLY_ON_THIS_MACHINE = Kind(
    "only-on-this-machine",
    403,
    Said("Bara på den egna datorn", "Only on this machine"),
    Said(
        "Demonstrationsläget svarar bara den som sitter vid datorn, på adressen 127.0.0.1 eller localhost.",
        "Demonstration mode answers only whoever sits at the machine, at the address 127.0.0.1 or localhost.",
    ),
)
FACTS_WRONG = Kind(
    "facts-wrong",
    422,
    Said("Uppgifter saknas eller är fel", "Facts are missing or wrong"),
    Said(
        "`facts` har en mening för varje uppgift som saknas eller är fel.",
        "`facts` has a sentence for each fact that is missing or wrong.",
    ),
    ("facts",),
)
REQUEST_WRONG = Kind(
    "request-wrong",
    422,
    Said("Begäran är fel ifylld", "The request is filled in wrongly"),
    Said(
        "`fields` har en mening för varje fält som saknas eller är fel; `body` är hela innehållet.",
        "`fields` has a sentence for each field that is missing or wrong; `body` is the whole content.",
    ),
    ("fields",),
)
ALREADY_REGISTERED = Kind(
    "already-registered",
    409,
    Said("Raden är redan registrerad", "The line is registered already"),
    Said(
        "`paper` är en rad på papper som har registrerats förut, till `instance`. Inget har ändrats.",
        "`paper` is a line on paper that has been registered before, to `instance`. Nothing has changed.",
    ),
    ("instance",),
)
KEY_REUSED = Kind(
    "key-reused",
    422,
    Said("Nyckeln är redan använd", "The key was already used"),
    Said(
        "Samma `Idempotency-Key` kom med ett annat innehåll. Använd en ny nyckel för varje nytt val.",
        "The same `Idempotency-Key` came with another content. Use a new key for each new choice.",
    ),
)
HEADER_WRONG = Kind(
    "header-wrong",
    400,
    Said("En rubrik i begäran är fel", "A header of the request is wrong"),
    Said(
        "`detail` säger vilken rubrik det gäller och hur den ska se ut.",
        "`detail` tells which header it is and what it must look like.",
    ),
)
SIGN_IN_NEEDED = Kind(
    "sign-in-needed",
    401,
    Said("Logga in först", "Sign in first"),
    Said(
        "Begäran behöver rubriken `Authorization: Bearer …` med en giltig nyckel. Den som sköter "
        "Rutin gör en med kommandot `rutin token`.",
        "The request needs the header `Authorization: Bearer …` with a valid token. Whoever runs "
        "Rutin makes one with the command `rutin token`.",
    ),
)
NOT_FOUND = Kind(
    "not-found",
    404,
    Said("Det finns inte", "No such thing"),
    Said(
        "Det som adressen eller innehållet pekar på finns inte. `near` är det närmaste som finns.",
        "What the address or the content points to does not exist. `near` is the nearest that does.",
    ),
    ("near",),
)
NO_SUCH_ADDRESS = Kind(
    "no-such-address",
    404,
    Said("Adressen finns inte", "No such address"),
    Said("Alla adresser står på sidan /docs.", "All addresses are listed on the page /docs."),
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed",
    405,
    Said("Så kan adressen inte användas", "The address can't be used like that"),
    Said("Rubriken `Allow` räknar upp metoderna som går.", "The header `Allow` lists the methods that work."),
)
TOO_SLOW = Kind(
    "too-slow",
    408,
    Said("Begäran kom inte fram i tid", "The request did not arrive in time"),
    Said(
        "Servern väntar en halv minut på en hel begäran. Skicka den igen, med samma `Idempotency-Key`.",
        "The server waits half a minute for a whole request. Send it again, with the same `Idempotency-Key`.",
    ),
)
TOO_LARGE = Kind(
    "too-large",
    413,
    Said("Innehållet är för stort", "The content is too large"),
    Said("En begäran får ha högst 64 KiB.", "A request may have at most 64 KiB."),
)
MEDIA_TYPE_WRONG = Kind(
    "media-type-wrong",
    415,
    Said("Innehållet är inte JSON", "The content is not JSON"),
    Said(
        "Skicka JSON, med rubriken `Content-Type: application/json`.",
        "Send JSON, with the header `Content-Type: application/json`.",
    ),
)
UNEXPECTED = Kind(
    "unexpected",
    500,
    Said("Något gick fel hos oss", "Something went wrong on our side"),
    Said(
        "Felet är antecknat som `error_id`. Försök igen med samma `Idempotency-Key`: inget görs dubbelt.",
        "The fault is logged as `error_id`. Repeat with the same `Idempotency-Key`: nothing is done twice.",
    ),
    ("error_id",),
)
NOT_ALL_HANDED_OVER = Kind(
    "not-all-handed-over",
    409,
    Said("Allt kunde inte lämnas över", "Not all could be handed over"),
    Said(
        "De som står i `handed_over` är överlämnade. `refused` har de andra, som har kvar sin ägare, med varför i `detail`. "
        "`next` är adressen som fortsätter med resten, när det finns fler.",
        "Those in `handed_over` are handed over. `refused` has the others, which keep their owner, with why in `detail`. "
        "`next` is the address that goes on with the rest, where there is more.",
    ),
    ("handed_over", "refused", "next"),
)
NOT_SAVED = Kind(
    "not-saved",
    500,
    Said(
        "Det gick fel hos oss, och inget har ändrats",
        "It went wrong on our side, and nothing has been changed",
    ),
    Said(
        "Det du bad om är inte gjort, och allt står som det stod. Samma begäran går fel igen till dess att felet är rättat: "
        "säg till den som sköter Rutin och nämn `error_id`.",
        "What you asked for is not done, and all is as it was. The same request goes wrong again until the fault is mended: "
        "tell whoever runs Rutin, with `error_id`.",
    ),
    ("error_id",),
)
SAVED = Kind(
    "saved",
    500,
    Said("Det är sparat, men svaret kan inte visas", "It is saved, but the answer can't be shown"),
    Said(
        "Det du bad om är gjort: `instance` står nu på `revision`. Gör det inte igen. Hämta läget, med GET, i stället.",
        "What you asked for is done: `instance` is now at `revision`. Do not do it again. Get where it is, with GET, instead.",
    ),
    ("instance", "revision", "error_id"),
)
UNAVAILABLE = Kind(
    "unavailable",
    503,
    Said("Databasen kan inte nås", "The database can't be used"),
    Said(
        "Felet är antecknat som `error_id`. Försök igen med samma `Idempotency-Key`: inget görs två gånger.",
        "The fault is logged as `error_id`. Try again with the same `Idempotency-Key`: nothing is done twice.",
    ),
    ("error_id",),
)
UNREADABLE = Kind(
    "unreadable",
    503,
    Said("Det som är sparat går inte att läsa", "What is stored can't be read"),
    Said(
        "Det gäller bara det som `id` namnger; allt annat fungerar och inget har ändrats. `detail` säger vad som behövs.",
        "It is only about what `id` names; all else works and nothing has been changed. `detail` tells what is needed.",
    ),
    ("kind", "id"),
)
CANNOT_DRAW = Kind(
    "cannot-draw",
    503,
    Said("Bilden kan inte ritas", "The picture can't be drawn"),
    Said(
        "Programmet som ritar saknas eller svarar inte. Felet är antecknat som `error_id`. Allt annat fungerar.",
        "The program that draws is missing or does not answer. The fault is logged as `error_id`. All else works.",
    ),
    ("error_id",),
)
BUSY = Kind(
    "busy",
    503,
    Said("Servern har fullt upp", "The server has its hands full"),
    Said(
        "Alla förbindelser är upptagna. Försök igen om några sekunder, med samma `Idempotency-Key`.",
        "All connections are in use. Try again in some seconds, with the same `Idempotency-Key`.",
    ),
)
NOT_READY = Kind(
    "not-ready",
    503,
    Said("Inga rutiner är publicerade", "No routines are published"),
    Said(
        "Servern är igång men har inget att följa. Publicera med kommandot `rutin publish`.",
        "The server runs but has nothing to follow. Publish with the command `rutin publish`.",
    ),
)
ENDED = Kind(
    "ended",
    503,
    Said("En del av servern har stannat", "A part of the server has stopped"),
    Said(
        "Servern svarar men gör inte längre allt. Den som sköter Rutin startar om den; loggen säger vad som hände.",
        "The server answers but no longer does all of its work. Whoever runs Rutin starts it again; the log tells what happened.",
    ),
)
LEAVING = Kind(
    "leaving",
    503,
    Said("Servern stängs", "The server is leaving"),
    Said(
        "Det som har kommit hit görs klart. Ny trafik ska till en annan server.",
        "What has come here is finished. New traffic belongs on another server.",
    ),
)

KINDS: dict[str, Kind] = {kind.slug: kind for kind in tuple(globals().values()) if isinstance(kind, Kind)}
"""Every kind above, by its slug."""
