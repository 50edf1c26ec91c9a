"""A whitespace tokenizer whose tokens carry a folded form for the count vectors, and which sets hints aside.

The token's text and offsets stay as typed, so that entities point at what the person wrote; only its lemma, which
`CountVectorsFeaturizer` reads, is folded ("Bäcker", "baecker", "backer" are one).
"""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.training_data.message import Message

from nlu.hints import split_hints
from nlu.rasa_components.folding import fold

HINTS = "hints"
"""Where a message keeps its hints for the featurizer after this."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class GermanTokenizer(WhitespaceTokenizer):
    """Rasa's whitespace tokenizer with folded lemmas; what follows the hint mark gives no tokens."""

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Split the message's attribute into tokens with folded lemmas."""
        words, hints = split_hints(message.get(attribute))
        message.set(HINTS, hints)
        tokens = super().tokenize(Message({attribute: words}), attribute)
        return [
            Token(token.text, token.start, token.end, token.data, lemma=fold(token.text)) for token in tokens
        ]
