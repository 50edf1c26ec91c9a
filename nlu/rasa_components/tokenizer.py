"""A whitespace tokenizer whose tokens carry a folded form for the count vectors.

The token's text and offsets stay as typed, so that entities point at what the person wrote; only its lemma, which
`CountVectorsFeaturizer` reads, is folded ("Bäcker", "baecker", "backer" are one).
"""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.training_data.message import Message

from nlu.rasa_components.folding import fold


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class GermanTokenizer(WhitespaceTokenizer):
    """Rasa's whitespace tokenizer with folded lemmas."""

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Split the message's attribute into tokens with folded lemmas."""
        return [
            Token(token.text, token.start, token.end, token.data, lemma=fold(token.text))
            for token in super().tokenize(message, attribute)
        ]
