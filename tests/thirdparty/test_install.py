"""The pinned packages, and that the lock file names nothing but them."""
import json
import unittest

import tools


class Install(unittest.TestCase):
    def test_lock_names_no_host(self):
        lock = json.loads((tools.HERE / "package-lock.json").read_text())
        named = {path for path, package in lock["packages"].items() if "resolved" in package}
        self.assertEqual(set(), named)

    def test_versions_are_exact_and_installed(self):
        tools.need_npm()
        wanted = json.loads((tools.HERE / "package.json").read_text())["dependencies"]
        for name, version in wanted.items():
            with self.subTest(name):
                package = tools.HERE / "node_modules" / name / "package.json"
                self.assertEqual(version, json.loads(package.read_text())["version"])
