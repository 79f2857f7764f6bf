"""Time-stamp authorities (RFC 3161) that a test makes with openssl, for `--timestamp` and `--tsa`."""
import subprocess

import tools

CONFIG = """
[tsa]
default_tsa = tsa1
[tsa1]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
{certs}
signer_key = {folder}/tsa.key
signer_digest = {digest}
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
"""
EC = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256")
P384 = ("ec", "-pkeyopt", "ec_paramgen_curve:P-384")
RSA = ("rsa:2048",)
TIME_STAMPS = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"
ROOT = "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n"


def openssl(*arguments):
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, timeout=tools.TIMEOUT_S)
    if done.returncode:
        raise AssertionError(f"openssl {arguments}: {done.stderr[-1000:]}")
    return done.stdout


def certificate(folder, name, key, extensions, above=None):
    """NAME.key and NAME.pem, signed by itself or by the key of ABOVE (folder, name)."""
    (folder / "ext").write_text(extensions)
    openssl("req", "-newkey", *key, "-nodes", "-keyout", folder / f"{name}.key", "-out", folder / "csr", "-subj", f"/CN=Sample {name}")
    by = ["-CA", folder / f"{above}.pem", "-CAkey", folder / f"{above}.key", "-CAcreateserial"] if above else [
        "-signkey", folder / f"{name}.key"]
    openssl("x509", "-req", "-in", folder / "csr", *by, "-days", "2", "-sha256", "-extfile", folder / "ext", "-out",
            folder / f"{name}.pem")
    return folder / f"{name}.pem"


class Authority:
    """`ask` is the command for --timestamp, `own` its certificate, `root` the one above it or None."""

    def __init__(self, folder, key=EC, digest="sha256", with_root=False):
        folder.mkdir()
        (folder / "serial").write_text("01\n")
        self.root = certificate(folder, "root", key, ROOT) if with_root else None
        self.own = certificate(folder, "tsa", key, TIME_STAMPS, "root" if with_root else None)
        certs = f"certs = {self.root}" if self.root else ""
        (folder / "tsa.conf").write_text(CONFIG.format(folder=folder, digest=digest, certs=certs))
        self.query, self.answer = folder / "query", folder / "answer"
        self.ask = (f"cat > {self.query}; openssl ts -reply -config {folder}/tsa.conf -section tsa1 -queryfile {self.query} "
                    f"-out {self.answer} >&2 && cat {self.answer}")
