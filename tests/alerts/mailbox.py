"""A mailbox on loopback that speaks as much IMAP over TLS as reading unseen mails takes."""

import re
import socket
import ssl
import threading


class Mailbox:
    """``mails`` are bodies; ``seen`` the numbers that were marked as read."""

    def __init__(self, tls, *mails, password="right"):
        self.mails, self.seen, self._password = list(mails), set(), password
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def _serve(self):
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            try:
                with (
                    plain,
                    self._tls.wrap_socket(plain, server_side=True) as link,
                    link.makefile("rwb") as talk,
                ):
                    self._talk(talk)
            except (OSError, ssl.SSLError):
                continue

    def _talk(self, talk):
        def say(*lines):
            for line in lines:
                talk.write(line if isinstance(line, bytes) else f"{line}\r\n".encode())
            talk.flush()

        say("* OK ready")
        for line in talk:
            tag, _, command = line.decode().strip().partition(" ")
            words = command.upper().split()
            if words[0] == "LOGIN" and self._password not in command:
                say(f"{tag} NO wrong password")
                continue
            if words[0] == "CAPABILITY":
                say("* CAPABILITY IMAP4rev1")
            elif words[0] == "SELECT":
                say(f"* {len(self.mails)} EXISTS")
            elif words[:2] == ["UID", "SEARCH"]:
                unseen = [str(n) for n in range(1, len(self.mails) + 1) if n not in self.seen]
                say("* SEARCH " + " ".join(unseen))
            elif words[:2] == ["UID", "FETCH"]:
                body = self.mails[int(words[2]) - 1]
                head = f"* {words[2]} FETCH (UID {words[2]} BODY[] {{{len(body)}}}\r\n".encode()
                say(head, body, b")\r\n")
            elif words[:2] == ["UID", "STORE"]:
                self.seen.add(int(re.sub(r"\D", "", words[2])))
            say(f"{tag} OK done")
            if words[0] == "LOGOUT":
                return
