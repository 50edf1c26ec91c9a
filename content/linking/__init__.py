"""From people's words to what the content store knows: categories, products, places, districts and the rest."""

from content.linking.elsewhere import Elsewhere
from content.linking.event_words import TITLE_SCORE
from content.linking.mentions import Mention, MentionKind
from content.linking.vocabulary import EMPLOYER, Vocabulary
from content.linking.vocabulary_files import VocabularyError

__all__ = ["EMPLOYER", "TITLE_SCORE", "Elsewhere", "Mention", "MentionKind", "Vocabulary", "VocabularyError"]
