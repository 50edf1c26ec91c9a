"""From rows to the plain values of `content.entries`, which are all that leaves this package."""

from collections.abc import Mapping, Sequence
from typing import Any

from content import entries, models
from content.opening_hours import HoursException, OpeningHours


def opening_hours(spec: str | None, exceptions: Sequence[models.HoursException] = ()) -> OpeningHours:
    """Return opening hours with the days on which others apply."""
    days = (HoursException(row.first_day, row.last_day, row.hours, row.reason) for row in exceptions)
    return OpeningHours(spec, tuple(days))


def place(row: models.Place) -> entries.Place:
    """Return a place; its parts must have been loaded with it."""
    return entries.Place(
        id=row.id,
        name=row.name,
        categories=tuple(part.tag for part in row.categories),
        address=_address(row),
        contact=_contact(row),
        hours=opening_hours(row.hours, row.exceptions),
        provenance=_provenance(row),
        description=row.description,
        aliases=tuple(part.alias for part in row.aliases),
        products=tuple(part.product for part in row.products),
        attributes={part.key: part.value for part in row.attributes},
        languages=tuple(part.code for part in row.languages),
    )


def apprenticeship(row: models.Apprenticeship, employer: models.Place | None) -> entries.Apprenticeship:
    """Return a training place; what it does not say itself is its employer's."""
    return entries.Apprenticeship(
        id=row.id,
        occupation=row.occupation,
        company=row.company or (employer.name if employer else ""),
        provenance=_provenance(row),
        place_id=row.place_id,
        district=row.district or (employer.district if employer else ""),
        starts_on=row.starts_on,
        apply_until=row.apply_until,
        positions=row.positions,
        school_leaving=row.school_leaving,
        description=row.description,
        contact=_contact_at(row, employer),
    )


def job(row: models.Job, employer: models.Place | None) -> entries.Job:
    """Return a vacancy; what it does not say itself is its employer's."""
    return entries.Job(
        id=row.id,
        title=row.title,
        company=row.company or (employer.name if employer else ""),
        provenance=_provenance(row),
        place_id=row.place_id,
        district=row.district or (employer.district if employer else ""),
        occupation=row.occupation,
        working_time=row.working_time,
        apply_until=row.apply_until,
        description=row.description,
        contact=_contact_at(row, employer),
    )


def event(row: models.Event) -> entries.Event:
    """Return an event."""
    return entries.Event(
        id=row.id,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        provenance=_provenance(row),
        rrule=row.rrule,
        all_day=row.all_day,
        venue=row.venue,
        address=_address(row),
        topics=tuple(row.topics),
        description=row.description,
        price=row.price,
        organizer=row.organizer,
        web=row.web,
    )


def advice_topic(row: models.AdviceTopic) -> entries.AdviceTopic:
    """Return a topic of the office."""
    return entries.AdviceTopic(
        id=row.id,
        topic=row.topic,
        title=row.title,
        text=row.text,
        provenance=_provenance(row),
        keywords=tuple(row.keywords),
        contact=_contact(row),
        hours=opening_hours(row.hours),
    )


def notice(row: models.Notice) -> entries.Notice:
    """Return a notice."""
    return entries.Notice(
        id=row.id,
        topic=row.topic,
        title=row.title,
        text=row.text,
        published_on=row.published_on,
        provenance=_provenance(row),
        web=row.web,
    )


def town(row: models.TownRecord) -> entries.Town:
    """Return the town; `row.data` has the shape of `town.yml`."""
    data = row.data
    office = data.get("office") or {}
    return entries.Town(
        id=row.id,
        name=row.name,
        time_zone=data.get("time_zone", "Europe/Berlin"),
        country=data.get("country", "DE"),
        subdivision=data.get("subdivision", ""),
        districts=tuple(
            entries.District(
                item["name"],
                tuple(item.get("aliases") or ()),
                _coordinates_in(item),
                item.get("where") or "",
            )
            for item in data.get("districts") or ()
        ),
        landmarks=tuple(
            entries.Landmark(
                item["name"],
                item.get("district") or "",
                tuple(item.get("aliases") or ()),
                _coordinates_in(item),
            )
            for item in data.get("landmarks") or ()
        ),
        office_name=office.get("name") or "",
        office_contact=entries.Contact(
            phone=office.get("phone") or "", email=office.get("email") or "", web=office.get("web") or ""
        ),
        office_address=entries.Address(
            street=office.get("street") or "",
            postcode=office.get("postcode") or "",
            city=office.get("city") or row.name,
            district=office.get("district") or "",
            coordinates=_coordinates_in(office),
        ),
        office_hours=opening_hours(office.get("hours")),
        imprint=data.get("imprint") or "",
        privacy=data.get("privacy") or "",
        demo=bool(data.get("demo")),
        neighbours=tuple(data.get("neighbours") or ()),
    )


def _provenance(row: models.ProvenanceColumns) -> entries.Provenance:
    return entries.Provenance(
        source=entries.Source(row.source),
        confirmed_on=row.confirmed_on,
        confirmed_by=row.confirmed_by,
        credit=row.credit,
    )


def _contact(row: models.ContactColumns) -> entries.Contact:
    return entries.Contact(phone=row.phone, email=row.email, web=row.web)


def _contact_at(row: models.ContactColumns, employer: models.Place | None) -> entries.Contact:
    own = _contact(row)
    return _contact(employer) if employer is not None and own == entries.Contact() else own


def _address(row: models.AddressColumns) -> entries.Address:
    return entries.Address(
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        district=row.district,
        coordinates=None if row.lat is None or row.lon is None else entries.Coordinates(row.lat, row.lon),
    )


def _coordinates_in(data: Mapping[str, Any]) -> entries.Coordinates | None:
    lat, lon = data.get("lat"), data.get("lon")
    return None if lat is None or lon is None else entries.Coordinates(float(lat), float(lon))
