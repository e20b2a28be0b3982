"""A routine walked in the terminal is like what staff meet."""

from __future__ import annotations

from pathlib import Path

from tests.api.cli.conftest import ROUTINE, Walked
from tests.api.cli.walk.shown import screens, write


def test_a_routine_is_walked_to_its_end_which_has_its_title(walked: Walked) -> None:
    out = walked("4", "1", "1", "1")
    assert "Steg 1 av 2: Fyll på vatten · Medarbetare" in out
    assert "Fyll på för 4 koppar." in out
    assert "Varning: Vattnet är hett." in out
    assert "Slut: Kaffet är klart" in out
    assert "gott" not in out


def test_a_choice_is_taken_by_its_words_too(walked: Walked) -> None:
    assert "Slut: Kaffet är klart" in walked("4", "jag har fyllt på", "alla", "Vänta på kaffet, Klart", "1")


def test_the_help_of_a_step_is_shown(walked: Walked, folder: Path) -> None:
    write(folder, "kaffe", ROUTINE.replace("    caution:", "    help: Kannan står i skåpet.\n    caution:"))
    assert "Mer hjälp: Kannan står i skåpet." in walked("4")


def test_a_message_is_told_with_who_may_tell_it(walked: Walked, folder: Path) -> None:
    waits = """routine: kaffe
version: 1
title: Kaffe
roles: {m: {title: Medarbetare, manager: yes}, v: Vaktmästare}
start: m
states:
  leverans: {title: Vänta på bönorna, wait: bonor, role: [m, v], timers: [{after: 1 d, to: slut}]}
  slut: {end: klart, title: Klart}
"""
    write(folder, "kaffe", waits)
    assert "1  Meddelandet ”bonor” kommer · Medarbetare, Vaktmästare" in walked("1")


def test_time_passes_when_one_waits_and_a_reminder_is_told_with_its_time(walked: Walked) -> None:
    out = walked("4", "vänta 30 min", "vänta länge")
    assert "07:10  Påminnelse: Glöm inte kaffet." in out
    assert "mån 12 jan 2026 07:30" in out
    assert "”länge” är ingen tid" in out


def test_the_clock_can_be_moved_to_what_comes_next_and_to_a_moment(walked: Walked) -> None:
    out = walked("4", "vänta", "vänta", "vänta till 16.30", "vänta till i går 8:00", "vänta till sedan")
    assert "Härnäst, 07:10: en påminnelse." in out
    assert "mån 12 jan 2026 07:10" in out
    assert "Ingen tid är på väg att gå ut." in out
    assert "mån 12 jan 2026 16:30" in out
    assert "Den tiden har redan varit: klockan är 16:30." in out
    assert "Skriv hur länge, till exempel ”vänta 30 min”" in out


LATE = """routine: sent
version: 1
title: Vänta för länge
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
start: medarbetare
states:
  gor:
    title: Gör det
    role: medarbetare
    choices: {gjort: {label: Gjort, undo: 10 min, to: klart}}
    timers: [{after: 10 min, notify: chef, say: Det dröjer.}, {after: 1 d, to: sent}]
  klart: {end: klart, title: Gjort i tid}
  sent:  {end: sent, title: Det blev för sent}
"""


def test_a_notice_names_roles_by_their_titles_and_a_time_that_runs_out_is_told(
    walked: Walked, folder: Path
) -> None:
    write(folder, "sent", LATE)
    out = walked("vänta 10 min", "vänta", routine="sent")
    assert "Besked till Chefen: Det dröjer." in out
    assert "Härnäst, tis 13 jan 2026 07:00: rutinen går vidare av sig själv." in out
    assert "Tiden har gått ut, och rutinen går vidare av sig själv." in out
    assert "Slut: Det blev för sent" in out


def test_a_choice_is_taken_back_while_the_view_says_so(walked: Walked, folder: Path) -> None:
    write(
        folder, "kaffe", ROUTINE.replace("label: Jag har fyllt på,", "label: Jag har fyllt på, undo: 10 min,")
    )
    out = walked("4", "1", "1", "ångra", "ångra")
    assert "Blev det fel? Skriv ”ångra” senast 07:10: Jag har fyllt på." in out
    assert "Ångrat: Jag har fyllt på." in out
    assert "Steg 1 av 2" in out.split("Ångrat")[1]
    assert "Valet går inte att ångra: något annat har hänt efter valet." in out


def test_the_choice_that_ended_the_routine_is_taken_back_too(walked: Walked, folder: Path) -> None:
    write(folder, "sent", LATE)
    out = walked("1", "ångra", "1", "", routine="sent")
    assert out.count("Slut: Gjort i tid") == 2
    assert "Gör det" in out.split("Ångrat: Gjort.")[1]


def test_what_can_not_be_taken_back_is_refused_in_words(walked: Walked) -> None:
    out = walked("4", "ångra")
    assert "Valet går inte att ångra: det finns inget val att ångra." in out


BESIDE = ROUTINE + "anytime:\n  te: {label: Gör te också, start: te}\n  ge_upp: {label: Ge upp, to: inget}\n"


TEA = """routine: te
version: 1
title: Koka te
language: sv
roles: {medarbetare: Medarbetare}
start: medarbetare
states:
  dra: {title: Låt teet dra, role: medarbetare, choices: {draget: Det har dragit, kallt: {label: Det är kallt, to: dra}}}
  klart: {end: klart, title: Teet är klart}
anytime: {mjolk: {label: Det tar för lång tid, to: klart}}
"""


def test_what_just_began_is_on_top_and_the_others_are_there_to_go_to(walked: Walked, folder: Path) -> None:
    write(folder, "kaffe", BESIDE)
    write(folder, "te", TEA)
    out = walked("4", "a", "3", "3")
    started, back, tea = screens(out)[1:4]
    assert "Rutinen ”Koka te” startar." in started
    assert started.index("Låt teet dra") < started.index("Också öppet") < started.index("När som helst")
    assert "  3  Steg 1 av 2: Fyll på vatten · Medarbetare · Koka kaffe" in started
    assert back.index("Fyll på vatten") < back.index("Också öppet") < back.index("Låt teet dra")
    assert tea.index("Låt teet dra") < tea.index("Fyll på vatten")


def test_choices_keep_their_numbers_and_those_of_any_time_their_letters(walked: Walked, folder: Path) -> None:
    write(folder, "kaffe", BESIDE)
    write(folder, "te", TEA)
    out = walked("4", "a", "3", "vänta 5 min", "3", "2")
    coffee = [each for each in screens(out) if "\nSteg 1 av 2: Fyll på vatten" in each]
    tea = [each for each in screens(out) if "\nSteg 1 av 1: Låt teet dra" in each]
    assert len(coffee) == 3
    assert len(tea) == 3
    for each in coffee:
        assert "  1  Jag har fyllt på\n  2  Kaffet är slut\n" in each
        assert "  A  Gör te också\n  B  Ge upp\n" in each
    for each in tea:
        assert "  1  Det har dragit\n  2  Det är kallt\n" in each
        assert "  A  Det tar för lång tid\n" in each


def test_when_what_was_on_top_is_over_one_is_back_where_one_was(walked: Walked, folder: Path) -> None:
    write(folder, "kaffe", BESIDE)
    write(folder, "te", TEA)
    out = walked("4", "A", "1")
    assert "Rutinen ”Koka te” är klar: Teet är klart" in out
    assert "Fyll på vatten" in out.split("Teet är klart")[1]


CALLS = """routine: fika
version: 1
title: Ordna fika
language: sv
roles: {medarbetare: Medarbetare}
start: medarbetare
states:
  te: {title: Koka te först, call: te, to: klart}
  klart: {end: klart, title: Nu är det fika}
anytime: {avbryt: {label: Ingen vill ha, to: klart}}
"""


def test_in_a_called_routine_its_question_comes_first_and_its_callers_choices_last(
    walked: Walked, folder: Path
) -> None:
    write(folder, "fika", CALLS)
    write(folder, "te", TEA)
    out = walked("1", routine="fika")
    assert "Koka te först" not in out
    assert out.index("Låt teet dra") < out.index("När som helst")
    assert "  A  Ingen vill ha · Ordna fika\n  B  Det tar för lång tid\n" in out
    assert "Slut: Nu är det fika" in out


ROLES = """routine: roller
version: 1
title: Flera roller
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
facts: {antal: {type: number, title: "Hur många kom?"}}
start: {by: medarbetare, ask: [antal]}
states:
  be:
    title: Be om lov
    role: medarbetare
    choices:
      ja: {label: Det är bra, role: chef, to: vanta}
      nu: {label: Det brådskar, when: antal > 3, because: Så många är det inte., to: vanta}
  vanta: {title: Vänta på leveransen, wait: varan_kom, ask: [antal], to: klart}
  klart: {end: klart, title: Klart}
"""


def test_who_does_each_thing_is_told_and_what_can_not_be_done_now_keeps_its_number_and_says_why(
    walked: Walked, folder: Path
) -> None:
    write(folder, "roller", ROLES)
    out = walked("2", "2", "1", routine="roller")
    assert "  1  Det är bra · Chefen\n" in out
    assert "  2  Det brådskar (Det går inte ännu: Så många är det inte.)\n" in out
    assert "\n  Det går inte ännu: Så många är det inte.\n" in out
    assert "Vänta på leveransen" in out


def test_a_message_that_is_waited_for_can_be_told_with_what_it_brings(walked: Walked, folder: Path) -> None:
    write(folder, "roller", ROLES)
    out = walked("4", "2", "1", "tillbaka", "1", "5", routine="roller")
    assert "  1  Meddelandet ”varan kom” kommer\n" in out
    assert "Inget är gjort." in out
    assert "Slut: Klart" in out


def test_what_stands_still_is_shown_with_the_ways_on_that_its_manager_has(
    walked: Walked, folder: Path
) -> None:
    write(folder, "fika", CALLS)
    write(folder, "te", TEA.replace("to: dra", "to: draa"))
    out = walked("2", "Vi dricker vatten", "1", routine="fika")
    assert "Besked till Medarbetare: Ordna fika, Koka te först: Det går inte vidare" in out
    assert "Står stilla: Det går inte vidare av sig själv: rutinen ”te” är inte publicerad." in " ".join(
        out.split()
    )
    assert "  1  Kör rutinen igen\n  2  Gå vidare som efter de andra sluten\n" in out
    assert "Varför?" in out
    assert "Slut: Nu är det fika" in out


def test_what_can_not_be_understood_is_told_with_the_nearest_and_shows_nothing_anew(walked: Walked) -> None:
    out = walked("4", "9", "jag har fylt på", "tillbaka", "hjälp")
    assert "Det går inte att svara ”9” här." in out
    assert "Menade du ”Jag har fyllt på”?" in out
    assert "Ett val tas tillbaka med ”ångra”" in out
    assert "vänta till 16:00  låter tiden gå dit" in out
    assert out.count("Steg 1 av 2") == 1


def test_enter_shows_the_step_again(walked: Walked) -> None:
    assert walked("4", "").count("Steg 1 av 2") == 2
