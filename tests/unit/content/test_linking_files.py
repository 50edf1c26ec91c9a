"""What the vocabulary reader takes, and how it refuses the rest."""

import shutil
from pathlib import Path

import pytest

from content.linking import VocabularyError
from content.linking.vocabulary_files import read_vocabulary

SHIPPED = Path(__file__).parents[3] / "content" / "vocabulary"
BAKERY = "{tag: shop=bakery, name: Bäckerei, plural: Bäckereien, group: laden, names: [bäcker]}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "categories.yml").write_text(f"- {BAKERY}", encoding="utf-8")
    (tmp_path / "attributes.yml").write_text("- {key: organic, name: bio, terms: [bio]}", encoding="utf-8")
    (tmp_path / "topics.yml").write_text("- {topic: handel, name: Handel}", encoding="utf-8")
    (tmp_path / "occupations.yml").write_text("- {name: Bäcker/-in, terms: [bäcker]}", encoding="utf-8")
    (tmp_path / "fields.yml").write_text("- {field: holz, name: was mit Holz}", encoding="utf-8")
    for name in ("answer_fields.yml", "elsewhere.yml", "ordinary_words.yml", "phrases.yml"):
        shutil.copy(SHIPPED / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("categories.yml", "- {tag: bakery, name: B, group: laden}", "not an OpenStreetMap tag"),
        ("categories.yml", "- {tag: shop=bakery, group: laden}", r"entry 1 \(shop=bakery\): name must be"),
        ("categories.yml", "- {tag: shop=bakery, name: B, group: laden, nmaes: [b]}", "unknown field nmaes"),
        ("categories.yml", "- {tag: shop=bakery, name: B, group: laden, names: bäcker}", "must be a list"),
        (
            "categories.yml",
            "- {tag: shop=bakery, name: B, group: laden, products: [{brot: 2}]}",
            "weight of 'brot'",
        ),
        ("categories.yml", "- {tag: shop=bakery, name: B, group: laden, names: [no]}", "put it in quotes"),
        ("categories.yml", "- {tag: shop=bakery, name: B, group: laden, names: ['?!']}", "has no letters"),
        ("categories.yml", f"- {BAKERY}\n- {BAKERY}", "listed twice: shop=bakery"),
        ("categories.yml", "tag: shop=bakery", "must be a list of entries"),
        ("categories.yml", "- [bäcker", "not valid YAML"),
        ("fields.yml", "- {field: holz, name: Holz, occupations: [Holzwurm/-in]}", "Holzwurm/-in"),
        ("phrases.yml", "- nicht", "must be a mapping"),
    ],
)
def test_bad_data_is_refused_with_file_and_entry(folder: Path, name: str, text: str, complaint: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")

    with pytest.raises(VocabularyError, match=complaint) as caught:
        read_vocabulary(folder)

    assert name in str(caught.value)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "topics.yml").unlink()

    with pytest.raises(VocabularyError, match=r"topics\.yml: the file is missing"):
        read_vocabulary(folder)


def test_a_town_adds_words_to_a_category_and_whole_categories(folder: Path) -> None:
    extra = folder / "town" / "vocabulary.yml"
    extra.parent.mkdir()
    extra.write_text(
        "- {tag: shop=bakery, names: [knöppkenbude]}\n"
        "- {tag: tourism=attraction, name: Halde, group: freizeit, names: [tetraeder]}",
        encoding="utf-8",
    )

    bakery, sight = read_vocabulary(folder, extra).categories

    assert (bakery.name, bakery.names) == ("Bäckerei", (("bäcker", 1.0), ("knöppkenbude", 1.0)))
    assert (sight.name, sight.plural) == ("Halde", "Halde")


def test_a_town_without_words_of_its_own_needs_no_file(folder: Path) -> None:
    assert len(read_vocabulary(folder, folder / "vocabulary-of-nowhere.yml").categories) == 1
