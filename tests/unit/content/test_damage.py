from content.folding import fold_with_offsets
from content.linking.damage import Damage
from content.linking.mentions import Mention, MentionKind
from content.linking.vocabulary_files import read_vocabulary
from tests.paths import VOCABULARY

FILES = read_vocabulary(VOCABULARY)
DAMAGE = Damage(FILES.categories, FILES.phrases)


def product(text: str, word: str) -> Mention:
    start = text.index(word)
    return Mention(MentionKind.PRODUCT, word, start, start + len(word), word, 1.0, (("shop=trade", 1.0),))


def test_a_broken_thing_is_a_problem_for_whoever_mends_it() -> None:
    text = "rohr kaputt alles nass"
    (mention,) = DAMAGE.refine(fold_with_offsets(text), [product(text, "rohr")])
    assert mention.kind is MentionKind.PROBLEM
    assert mention.categories[0][0] == "craft=plumber"


def test_a_thing_that_is_not_broken_stays_a_product() -> None:
    text = "wo gibt es ein rohr"
    assert DAMAGE.refine(fold_with_offsets(text), [product(text, "rohr")]) == (product(text, "rohr"),)


def test_a_broken_thing_that_nobody_mends_stays_a_product() -> None:
    text = "luftballon kaputt"
    assert DAMAGE.refine(fold_with_offsets(text), [product(text, "luftballon")]) == (
        product(text, "luftballon"),
    )
