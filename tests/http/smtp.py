"""A small mail server on loopback: what it was sent, and what it says when it does not like it."""
import email
import email.policy
import socketserver
import threading


class Handler(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        server = self.server
        self.say("220 mail.example ESMTP")
        while line := self.rfile.readline():
            word = line.decode().strip()
            server.heard.append(word)
            verb = word.upper().split(" ")[0].split(":")[0]
            if verb == "EHLO":
                self.wfile.write(b"250-mail.example\r\n250 AUTH PLAIN\r\n")
            elif verb == "AUTH":
                if len(word.split(" ")) < 3:
                    self.say("334 ")
                    server.heard.append(self.rfile.readline().decode().strip())
                self.say("235 ok" if server.accepts_login else "535 no")
            elif verb == "DATA":
                self.say("354 go on")
                lines = []
                while (part := self.rfile.readline()).rstrip() != b".":
                    lines.append(part[1:] if part.startswith(b".") else part)
                server.letters.append(b"".join(lines))
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, host="127.0.0.1"):
        super().__init__((host, 0), Handler)
        self.heard, self.letters, self.accepts_login = [], [], True
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def end(self):
        self.shutdown()
        self.server_close()


def read(letter):
    return email.message_from_bytes(letter, policy=email.policy.default)
