"""web/src/arithmetic/vectors.json is what this program answers. Where that is meant to change: vectors.py writes it anew,
and `npm test` in web/ says whether the browser follows."""
import unittest

import vectors


class Vectors(unittest.TestCase):
    maxDiff = 4000

    def test_the_browser_is_held_to_what_the_program_answers_today(self):
        self.assertEqual(vectors.FILE.read_text().splitlines(), vectors.as_text(vectors.answers()).splitlines())
