"""That the validator finds what is wrong, and says where."""

from tests.web import validator

GOOD = """<!doctype html>
<html lang="en">
  <head><title>A</title></head>
  <body><h1>A</h1><ul><li id="a">B</li></ul></body>
</html>
"""
BAD = GOOD.replace('<li id="a">B</li>', '<div id="a">B</div>').replace("<h1>", '<h1 id="a">')


def test_faults_are_told_by_the_names_of_the_pages(tmp_path):
    validator.need()

    found = validator.faults({"/good/": GOOD, "/bad/ sent": BAD}, tmp_path)

    assert found == {
        "/bad/ sent": [
            "element-permitted-content, line 4: "
            "<div> element is not permitted as content under <ul>",
            'no-dup-id, line 4: Duplicate ID "a"',
        ]
    }
