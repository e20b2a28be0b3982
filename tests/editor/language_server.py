"""A small client of `yaml-language-server`, the program behind the YAML support of most editors, over its own protocol."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / ".venv" / "bin" / "node"
SERVER = ROOT / "tests" / "node" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"

PATIENCE = 60.0
"""Seconds to wait for an answer before the server is said to be silent."""

HERE = "‸"
"""Marks in a text where the writer stands."""

Message = dict[str, Any]

SETTINGS: Message = {
    "validate": True,
    "hover": True,
    "completion": True,
    "schemaStore": {"enable": False},  # nothing from the network
    "schemas": json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"],
}
"""The settings of the editor: those that the project gives VS Code."""


class LanguageServer:
    """A running server that has been greeted. Documents are texts; nothing is read from files but their schema."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._input = process, process.stdin
        self._heard: queue.Queue[Message | None] = queue.Queue()
        self._requests = 0
        self._documents = 0
        self._configured = False
        self._listener = threading.Thread(target=self._listen, args=(process.stdout,), daemon=True)
        self._listener.start()
        self._greet()

    def diagnostics(self, text: str, *, schema: Path | None = None, file: str | None = None) -> list[Message]:
        """What the editor underlines in `text`; a line above it names the schema, else the project's settings do for `file`."""
        address = self._open(text, schema, file)
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics":
                told = message["params"]
                if told["uri"] == address:
                    self._close(address)
                    found: list[Message] = told["diagnostics"]
                    return found

    def completions(self, text: str, *, schema: Path) -> list[Message]:
        """What the editor proposes where the mark stands in `text`."""
        answer = self._ask_at(text, schema, "textDocument/completion")
        items: list[Message] = answer["items"] if isinstance(answer, dict) else answer or []
        return items

    def hover(self, text: str, *, schema: Path) -> str:
        """What the editor shows of the word at the mark in `text`."""
        answer = self._ask_at(text, schema, "textDocument/hover")
        return "" if answer is None else str(answer["contents"]["value"])

    def stop(self) -> None:
        """Say good-bye, and end the process by its own id where it does not go."""
        with suppress(OSError, AssertionError):
            self._ask("shutdown", None)
            self._tell("exit", None)
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=PATIENCE)
        self._listener.join(timeout=PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _greet(self) -> None:
        self._ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": ROOT.as_uri(),
                "capabilities": {
                    "workspace": {
                        "configuration": True,
                        "didChangeConfiguration": {"dynamicRegistration": True},
                    },
                    "textDocument": {
                        "completion": {"completionItem": {"snippetSupport": True}},
                        "hover": {"contentFormat": ["markdown"]},
                    },
                },
                "workspaceFolders": [{"uri": ROOT.as_uri(), "name": "rutin"}],
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {}})
        while not self._configured:
            self._next()

    def _ask_at(self, text: str, schema: Path, method: str) -> Any:
        before, mark, after = text.partition(HERE)
        assert mark, "the text has no mark"
        lines = before.split("\n")
        address = self._open(before + after, schema)
        place = {"line": len(lines), "character": len(lines[-1])}  # the line of the schema stands above
        answer = self._ask(method, {"textDocument": {"uri": address}, "position": place})
        self._close(address)
        return answer

    def _open(self, text: str, schema: Path | None, file: str | None = None) -> str:
        self._documents += 1
        address = (ROOT / (file or f"routines/written_{self._documents}.yaml")).as_uri()
        first = f"# yaml-language-server: $schema={schema.as_uri()}" if schema else "#"
        document = {
            "uri": address,
            "languageId": "yaml",
            "version": 1,
            "text": f"{first}\n{text}",
        }
        self._tell("textDocument/didOpen", {"textDocument": document})
        return address

    def _close(self, address: str) -> None:
        self._tell("textDocument/didClose", {"textDocument": {"uri": address}})

    def _ask(self, method: str, params: Any) -> Any:
        self._requests += 1
        self._send({"id": self._requests, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self._requests and "method" not in message:
                assert "error" not in message, f"{method}: {message['error']}"
                return message.get("result")

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _next(self) -> Message:
        """The next message; what the server itself asks is answered."""
        try:
            message = self._heard.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"yaml-language-server said nothing for {PATIENCE:.0f} s") from None
        assert message is not None, f"yaml-language-server ended by itself, with code {self._process.poll()}"
        if "id" in message and "method" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, asked: Message) -> Any:
        """What an editor answers to the server's own questions: its settings, and else nothing."""
        if asked["method"] != "workspace/configuration":
            return None
        self._configured = True
        return [SETTINGS if item["section"] == "yaml" else {} for item in asked["params"]["items"]]

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._input.flush()

    def _listen(self, stream: BinaryIO) -> None:
        """Puts what is heard in the queue; None when there is no more."""
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            self._heard.put(json.loads(stream.read(length)))
        self._heard.put(None)


@contextmanager
def running() -> Iterator[LanguageServer]:
    """A server of our own, ended when the block is left."""
    assert SERVER.exists(), f"{SERVER} is missing; run: make tests/node/node_modules/ready"
    process = subprocess.Popen(
        [NODE, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    server: LanguageServer | None = None
    try:
        server = LanguageServer(process)
        yield server
    finally:
        if server is not None:
            server.stop()
        elif process.poll() is None:
            process.kill()
            process.wait()
