from bot.telegram_app.fair_limit import FairLimit, Verdict


def test_a_flood_is_answered_to_the_limit_then_noticed_once_then_ignored() -> None:
    limit = FairLimit(burst=3, per_second=1)
    verdicts = [limit.judge(1, now=0.0) for _ in range(6)]
    assert verdicts == [Verdict.ANSWER] * 3 + [Verdict.NOTICE] + [Verdict.IGNORE] * 2


def test_after_a_pause_the_chat_is_answered_again() -> None:
    limit = FairLimit(burst=1, per_second=0.5)
    assert limit.judge(1, 0.0) is Verdict.ANSWER
    assert limit.judge(1, 0.1) is Verdict.NOTICE
    assert limit.judge(1, 2.5) is Verdict.ANSWER


def test_one_chats_flood_does_not_touch_another() -> None:
    limit = FairLimit(burst=1, per_second=0.1)
    limit.judge(1, 0.0)
    limit.judge(1, 0.0)
    assert limit.judge(2, 0.0) is Verdict.ANSWER
