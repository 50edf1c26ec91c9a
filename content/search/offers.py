"""Training places and vacancies."""

from collections.abc import Iterable
from datetime import date

from content.entries import Apprenticeship, Job
from content.folding import fold
from content.queries import Matches, TrainingQuery
from content.search.words import Key, key_matches, key_of, text_matches


def find_apprenticeships(offers: Iterable[Apprenticeship], query: TrainingQuery, today: date) -> Matches:
    """Return the training places that match and can still be applied for, the next deadline first."""
    wanted = {fold(occupation) for occupation in query.occupations}
    fitting = [
        offer
        for offer in offers
        if (not wanted or fold(offer.occupation) in wanted)
        and _fits(
            offer, query, today, (offer.occupation, offer.company, offer.description, offer.school_leaving)
        )
    ]
    return _ranked(fitting, query)


def find_jobs(offers: Iterable[Job], query: TrainingQuery, today: date) -> Matches:
    """Return the vacancies that match and can still be applied for, the next deadline first."""
    wanted = {fold(occupation) for occupation in query.occupations}
    in_titles = [key_of(occupation.partition("/")[0]) for occupation in query.occupations]
    fitting = [
        offer
        for offer in offers
        if (not wanted or fold(offer.occupation) in wanted or _has_title(offer, in_titles))
        and query.working_time in ("", offer.working_time)
        and _fits(offer, query, today, (offer.title, offer.company, offer.description, offer.working_time))
    ]
    return _ranked(fitting, query)


def _has_title(offer: Job, occupations: Iterable[Key]) -> bool:
    """Whether the title names an occupation: "Verkäufer (m/w/d) in Teilzeit" is a "Verkäufer/-in"."""
    title = key_of(offer.title)
    return any(key_matches(title, occupation) for occupation in occupations)


def _fits(offer: Apprenticeship | Job, query: TrainingQuery, today: date, texts: tuple[str, ...]) -> bool:
    if offer.apply_until is not None and offer.apply_until < today:
        return False
    if query.district_not and fold(offer.district) == fold(query.district_not):
        return False
    if query.employer is not None and fold(offer.company) != fold(query.employer):
        return False
    return query.text is None or text_matches(texts, key_of(query.text))


def _ranked(fitting: Iterable[Apprenticeship | Job], query: TrainingQuery) -> Matches:
    """Return the offers of the district; of the whole town where it has none."""
    ranked = sorted(fitting, key=lambda offer: (offer.apply_until or date.max, fold(offer.company), offer.id))
    if not query.district:
        return Matches(tuple(offer.id for offer in ranked))
    wanted = fold(query.district)
    local = tuple(offer.id for offer in ranked if fold(offer.district) == wanted)
    if local or not ranked:
        return Matches(local)
    return Matches(tuple(offer.id for offer in ranked), ("district",))
