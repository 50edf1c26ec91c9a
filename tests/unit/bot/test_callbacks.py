from hypothesis import given
from hypothesis import strategies as st

from bot.replies.callbacks import Action, ActionType, decode, encode

IDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=40)


@given(st.sampled_from(ActionType), IDS, st.integers(-1, 9_999))
def test_what_is_encoded_is_decoded_the_same_and_fits_telegrams_limit(
    kind: ActionType, value: str, number: int
) -> None:
    data = encode(kind, value, number)
    assert len(data.encode()) <= 64
    assert decode(data) == Action(kind, value, number)


@given(st.sampled_from(ActionType), IDS, st.integers(0, 999), st.integers(1, 999_999))
def test_a_button_of_an_entry_knows_its_list(kind: ActionType, value: str, page: int, token: int) -> None:
    data = encode(kind, f"{value}@2026-12-03", page, str(token))
    assert len(data.encode()) <= 64
    assert decode(data) == Action(kind, f"{value}@2026-12-03", page, str(token))


@given(st.text(max_size=64))
def test_forged_data_never_raises(data: str) -> None:
    assert decode(data) is None or isinstance(decode(data), Action)
