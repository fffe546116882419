import time

import pytest

from applications.difference import ADDED, MOST_PIECES, REMOVED, SAME, pieces


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "", []),
        ("the same", "the same", [(SAME, "the same")]),
        ("", "new words", [(ADDED, "new words")]),
        ("old words", "", [(REMOVED, "old words")]),
        (
            "we begin with water",
            "we begin with the school",
            [(SAME, "we begin with "), (REMOVED, "water"), (ADDED, "the school")],
        ),
        (
            "one\ntwo\nthree",
            "one\nthree",
            [(SAME, "one\n"), (REMOVED, "two\n"), (SAME, "three")],
        ),
    ],
)
def test_words_are_told_as_the_same_removed_or_added(before, after, told):
    assert pieces(before, after) == told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b c a b c", "c b a  c b\n\na"),
        ("árvore <b>& água", "água & <i>árvore"),
        ("word " * 700, "other word " * 600),
        ("x " * MOST_PIECES, "y " * MOST_PIECES),
    ],
    ids=["turned", "signs", "long", "too long"],
)
def test_nothing_is_lost_and_nothing_invented(before, after):
    told = pieces(before, after)

    assert "".join(text for kind, text in told if kind != ADDED) == before
    assert "".join(text for kind, text in told if kind != REMOVED) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("a b " * 750, "b c " * 750), ("a b " * 140, "b a " * 140), (". " * 1500, "! " * 1500)],
    ids=["few words", "short and alike", "no words"],
)
def test_no_answer_takes_long_to_compare(before, after):
    start = time.process_time()

    pieces(before, after)

    assert time.process_time() - start < 1


def test_a_text_with_more_words_than_are_compared_is_told_by_its_sentences():
    sentences = [f"Sentence {number} of many." for number in range(300)]
    changed = [*sentences[:100], "Another one.", *sentences[101:]]

    told = pieces(" ".join(sentences), " ".join(changed))

    assert [(kind, text) for kind, text in told if kind != SAME] == [
        (REMOVED, "Sentence 100 of many. "),
        (ADDED, "Another one. "),
    ]
