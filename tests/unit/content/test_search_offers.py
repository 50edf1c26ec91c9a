"""Training places and vacancies: what fits and in which order."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from content.entries import Apprenticeship, Job, Provenance, Source
from content.queries import Matches, TrainingQuery
from content.search.offers import find_apprenticeships, find_jobs

TODAY = date(2026, 11, 24)
DEMO = Provenance(Source.DEMO)


def place(
    offer_id: str, occupation: str = "Bäcker/-in", company: str = "Althoff", **values: object
) -> Apprenticeship:
    return Apprenticeship(offer_id, occupation, company, DEMO, **values)  # type: ignore[arg-type]


def job(offer_id: str, title: str = "Verkäufer (m/w/d)", company: str = "Althoff", **values: object) -> Job:
    return Job(offer_id, title, company, DEMO, **values)  # type: ignore[arg-type]


def places(query: TrainingQuery, *offers: Apprenticeship) -> Matches:
    return find_apprenticeships(offers, query, TODAY)


def jobs(query: TrainingQuery, *offers: Job) -> Matches:
    return find_jobs(offers, query, TODAY)


def test_an_employer_leaves_the_offers_of_others_out() -> None:
    offers = place("a"), place("b", company="Stadtwerke"), place("c", company="Althoff & Sohn")
    assert places(TrainingQuery(employer="Althoff"), *offers).ids == ("a",)
    assert jobs(TrainingQuery(employer="Stadtwerke"), job("a"), job("b", company="Stadtwerke")).ids == ("b",)


def test_an_employer_is_known_in_any_spelling() -> None:
    offer = place("a", company="Gebäckfabrik Müßig GmbH")
    assert places(TrainingQuery(employer="gebaeckfabrik MUESSIG gmbh"), offer).ids == ("a",)


def test_an_employer_without_offers_finds_nothing() -> None:
    assert places(TrainingQuery(employer="Nirgendwo"), place("a")) == Matches(())


def test_employer_and_occupation_must_both_fit() -> None:
    offers = place("a"), place("b", "Maurer/-in"), place("c", "Maurer/-in", "Stadtwerke")
    assert places(TrainingQuery(("Maurer/-in",), employer="Althoff"), *offers).ids == ("b",)


def test_an_employer_elsewhere_is_shown_and_the_district_is_dropped() -> None:
    offers = place("a", district="Boy"), place("b", company="Stadtwerke", district="Ebel")
    assert places(TrainingQuery(employer="Althoff", district="Ebel"), *offers) == Matches(
        ("a",), ("district",)
    )


def test_the_next_deadline_comes_first_and_none_comes_last() -> None:
    offers = (
        place("none"),
        place("late", apply_until=date(2027, 3, 1)),
        place("soon", apply_until=date(2026, 12, 1)),
    )
    assert places(TrainingQuery(), *offers).ids == ("soon", "late", "none")


def test_the_last_day_to_apply_still_counts() -> None:
    offers = place("today", apply_until=TODAY), place("gone", apply_until=date(2026, 11, 23))
    assert places(TrainingQuery(), *offers).ids == ("today",)


def test_any_of_several_occupations_matches() -> None:
    offers = place("a"), place("b", "Maurer/-in"), place("c", "Koch/Köchin")
    assert places(TrainingQuery(("Maurer/-in", "Koch/Köchin")), *offers).ids == ("b", "c")


def test_a_vacancy_is_found_by_its_title_where_no_occupation_is_noted() -> None:
    offers = job("a"), job("b", "Fahrer (m/w/d)"), job("c", "Ladenhilfe", occupation="Verkäufer/-in")
    assert jobs(TrainingQuery(("Verkäufer/-in",)), *offers).ids == ("a", "c")


def test_the_working_time_leaves_other_vacancies_out() -> None:
    offers = job("a", working_time="Minijob"), job("b", working_time="Vollzeit"), job("c")
    assert jobs(TrainingQuery(working_time="Minijob"), *offers).ids == ("a",)


def test_the_working_time_says_nothing_of_training_places() -> None:
    assert places(TrainingQuery(working_time="Minijob"), place("a")).ids == ("a",)


def test_a_district_that_is_turned_down_is_left_out() -> None:
    offers = place("a", district="Boy"), place("b", district="Ebel")
    assert places(TrainingQuery(district_not="boy"), *offers).ids == ("b",)


def test_words_are_looked_for_in_title_firm_and_description() -> None:
    offers = (
        job("a", "Lagerhelfer"),
        job("b", company="Lagerhaus Pattkamp"),
        job("c", description="im Lager"),
        job("d"),
    )
    assert set(jobs(TrainingQuery(text="lager"), *offers).ids) == {"a", "b", "c"}


offers = st.lists(
    st.builds(
        place,
        st.uuids().map(str),
        st.sampled_from(("Bäcker/-in", "Maurer/-in")),
        st.sampled_from(("Althoff", "Stadtwerke")),
        district=st.sampled_from(("Boy", "Ebel", "")),
        apply_until=st.one_of(st.none(), st.dates(date(2026, 11, 20), date(2026, 12, 5))),
    ),
    max_size=8,
)


@given(offers, st.sampled_from((None, "Althoff", "althoff", "Nirgendwo")), st.sampled_from((None, "Boy")))
def test_only_offers_of_the_employer_that_are_still_open_are_found(
    known: list[Apprenticeship], employer: str | None, district: str | None
) -> None:
    found = places(TrainingQuery(employer=employer, district=district), *known)
    by_id = {offer.id: offer for offer in known}
    assert all(
        (employer is None or by_id[i].company.lower() == employer.lower())
        and (by_id[i].apply_until or TODAY) >= TODAY
        and (district is None or "district" in found.relaxed or by_id[i].district == district)
        for i in found.ids
    )
    assert len(set(found.ids)) == len(found.ids)
