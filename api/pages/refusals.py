"""What the start page says to whoever was not signed in: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from engine.said import Said

REFUSALS: Mapping[str, Said] = {
    "token": Said(
        "Nyckeln gäller inte. Kontrollera att hela är med, eller be den som sköter Rutin om en ny.",
        "The token is not valid. See that all of it is there, or ask whoever runs Rutin for a new one.",
    ),
    "silent": Said(
        "Inloggningen hos {name} svarar inte just nu. Det är inget fel på din telefon eller på Rutin. Försök igen om en stund. "
        "Har du bråttom, ring din chef.",
        "The sign-in at {name} does not answer just now. Nothing is wrong with your phone or with Rutin. Try again in a while. "
        "If you are in a hurry, call your manager.",
    ),
    "over": Said(
        "Inloggningen tog för lång tid, eller började i en annan webbläsare. Logga in en gång till.",
        "The sign-in took too long, or was begun in another browser. Sign in once more.",
    ),
    "stopped": Said(
        "Inloggningen hos {name} avbröts. Logga in en gång till när du vill.",
        "The sign-in at {name} was stopped. Sign in once more when you want to.",
    ),
    "weak": Said(
        "Rutin kräver en säkrare inloggning än den du använde. Logga in en gång till och välj till exempel e-legitimation eller kort.",
        "Rutin demands a safer sign-in than the one that you used. Sign in once more and choose for example an e-identity or a card.",
    ),
    "roleless": Said(
        "Du är inloggad hos {name}, men har ingen roll i Rutin. Be din chef att du får en.",
        "You are signed in at {name}, but have no role in Rutin. Ask your manager to give you one.",
    ),
    "untrusted": Said(
        "Svaret från inloggningen gick inte att lita på, och du är inte inloggad. Försök igen. Händer det en gång till, säg till den som "
        "sköter Rutin.",
        "The answer from the sign-in could not be trusted, and you are not signed in. Try again. If it happens once more, tell whoever "
        "runs Rutin.",
    ),
}
