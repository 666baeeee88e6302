"""Names, files, sentences and wordings that count as the same."""

import pytest

from assistant.matching import Place, alike, covers, has_key, same_document

QUOTE = "走访慰问困难群众三十六户，发放慰问金一万八千元整"  # 23 letters: 14 of them are 60 %


@pytest.mark.parametrize(
    ("passage", "covered"),
    [
        (QUOTE, True),
        ("走访慰问困难群众三十六户发放慰问", True),  # 16 in one piece
        ("走访慰问困难群众三十六户，发放", True),  # exactly 14
        ("走访慰问困难群众三十六户，发", False),  # 13
        ("走访慰问困难群众。三十六户发放慰问金一万", True),  # punctuation makes no difference
        ("走訪慰問困難羣眾三十六戶，發放慰問金", True),  # nor does script
        ("", False),
    ],
)
def test_a_passage_covers_a_sentence_by_sixty_per_cent_in_one_piece(passage, covered):
    assert covers(("青石镇.md", passage), Place("青石镇.md", QUOTE)) is covered


def test_of_a_long_sentence_twenty_four_letters_are_enough():
    quote = "".join(chr(0x4E00 + i) for i in range(100))
    assert covers(("a.md", quote[50:74]), Place("a.md", quote))
    assert not covers(("a.md", quote[50:73]), Place("a.md", quote))


def test_a_sentence_of_another_file_is_another_place():
    assert not covers(("乙.md", QUOTE), Place("甲.md", QUOTE))


@pytest.mark.parametrize(
    ("document", "expected", "same"),
    [
        ("甲.md", "甲.md", True),
        ("2021/甲.md", "甲.md", True),
        ("甲.md", "资料\\甲.md", True),
        ("乙甲.md", "甲.md", False),
        ("000.总结.md", "000", True),
        ("0001.总结.md", "000", False),
    ],
)
def test_files(document, expected, same):
    assert same_document(document, expected) is same


def test_a_name_may_be_short_but_not_one_character():
    assert alike("云岭县水利局", "水利局")
    assert not alike("云岭县", "县")
    assert not alike("青石镇", "青山镇")


@pytest.mark.parametrize(
    ("key", "text", "held"),
    [
        ("36户", "慰问36户[1]", True),
        ("36户", "慰问136户", False),
        ("36", "慰问36.5户", False),
        ("1000", "捐款1,000元", True),
        ("三次", "十三次", False),
        ("Qingshi", "in qingshi town", True),
        ("XX*市", "XX\\*市", True),
        ("18 元", "18元", True),
        ("", "什么", False),
    ],
)
def test_a_wording_does_not_stand_inside_a_longer_one(key, text, held):
    assert has_key(key, text) is held
