"""The file that settings are read from."""

from __future__ import annotations

import tomllib
from pathlib import Path

from engine.errors.store import SettingsWrong
from engine.said import Said
from engine.system import why

FILE_VARIABLE = "RUTIN_CONFIG"


def read_file(file: Path, *, required: bool) -> dict[str, object]:
    """The settings that stand in `file`, by their names there; none where it is not there and is not required.

    Raises:
        SettingsWrong: a file that can't be read, or is not what it should be.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if not required:
            return {}
        raise SettingsWrong(
            Said(
                f"Inställningsfilen {file} finns inte. Skapa den, eller ta bort {FILE_VARIABLE}.",
                f"The settings file {file} does not exist. Create it, or remove {FILE_VARIABLE}.",
            ),
        ) from None
    except UnicodeDecodeError:
        raise SettingsWrong(
            Said(
                f"Inställningsfilen {file} är inte sparad som UTF-8. Spara den på nytt med kodningen UTF-8.",
                f"The settings file {file} is not saved as UTF-8. Save it again with the encoding UTF-8.",
            ),
        ) from None
    except OSError as trouble:
        sv, en = why(trouble)
        raise SettingsWrong(
            Said(
                f"Inställningsfilen {file} kan inte läsas: {sv}. Rätta det, eller ange en annan med {FILE_VARIABLE}.",
                f"The settings file {file} can't be read: {en}. Put that right, or name another one with {FILE_VARIABLE}.",
            ),
        ) from None
    except tomllib.TOMLDecodeError as trouble:
        raise SettingsWrong(
            Said(
                f"Inställningsfilen {file} är inte TOML ({trouble}). En rad ser ut så: port = 8000",
                f"The settings file {file} is not proper TOML ({trouble}). A line looks like this: port = 8000",
            ),
        ) from None
