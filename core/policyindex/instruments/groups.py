"""The scheme and the groups of units that an instrument can use: what is registered, and what its files bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyindex.instruments.instrument import Instrument
from policyindex.instruments.unit_tables import unknown_parents
from policyindex.plugins.host import PluginHost
from policyindex.plugins.registry import scheme_key
from policyindex.plugins.specs import UnitGroupSpec
from policyindex.problems import Problem, hint, listing, problem
from policyindex.problems.errors import BrokenPluginError, WrongUseError
from policyindex.units.codes import found_code
from policyindex.units.countries import ISO
from policyindex.units.groups import VAGUE, Group, first_day
from policyindex.units.memberships import OTHER, Memberships
from policyindex.units.periods import EXPECTED, label_of, period_text
from policyindex.units.scheme import Scheme, scheme_of_spec


def scheme_of(instrument: Instrument, host: PluginHost) -> Scheme:
    """Give the scheme of an instrument's units with what its table adds; one that nobody brings knows no unit."""
    units = instrument.file.units
    if units is None:
        return Scheme()
    spec = host.unit_schemes.get(scheme_key(units.scheme, units.vintage)) or host.unit_schemes.get(units.scheme)
    table = instrument.unit_tables.scheme
    if spec is None:
        return table if table.names else Scheme(units.scheme, units.vintage)
    return scheme_of_spec(spec).with_table(table) if table.names else scheme_of_spec(spec)


def registered_scheme(name: str, host: PluginHost) -> Scheme:
    """Give a registered scheme by its id, with ``@`` and the vintage where it has one, or raise WrongUseError."""
    if name not in host.unit_schemes:
        if name in host.contested("unit_schemes"):
            raise BrokenPluginError(host.contested("unit_schemes")[name])
        known = listing(host.unit_schemes)
        raise WrongUseError(f"there is no unit scheme '{name}'; there are: {known}.{hint(name, host.unit_schemes)}")
    return scheme_of_spec(host.unit_schemes[name])


def group_titles(host: PluginHost, own: Iterable[Group] = ()) -> dict[str, str]:
    """Give the titles of all groups by id: those of files, then those that are registered."""
    found = {each.id: each.title for each in own}
    return {**found, **{key: spec.title for key, spec in host.unit_groups.items() if key not in found}}


def find_group(name: str, host: PluginHost, instrument: Instrument | None = None, own: Iterable[Group] = ()) -> Group:
    """Find a group by its id, in any capitals, or by its title; its members' codes are read by their scheme.

    :param own: groups that the instrument's file and the study's bring
    :raises WrongUseError: where there is none, the name has meant several, or two are called so
    """
    files = list(own)
    if name.upper() in VAGUE:
        raise WrongUseError(f"'{name}' has meant different units: write {VAGUE[name.upper()]}")
    titles = group_titles(host, files)
    key = found_code(name, titles)
    if key is None:
        if name in host.contested("unit_groups"):
            raise BrokenPluginError(host.contested("unit_groups")[name])
        raise WrongUseError(
            f"there is no group '{name}'; there are: {listing(titles, 20)}.{hint(name, titles)} See 'policyindex units list'"
        )
    if twice := [
        each for each in taken(files, host) if each.location in {file.where for file in files if file.id == key}
    ]:
        raise WrongUseError(f"{twice[0].location.render()}: {twice[0].message}")
    group = next((each for each in files if each.id == key), None) or _of_spec(host.unit_groups[key], host)
    return group.read_by(_scheme_named(group.scheme, host, instrument))


def taken(groups: Iterable[Group], host: PluginHost) -> list[Problem]:
    """Name the groups of files whose names are registered already, or stand in another file."""
    found, first = [], dict[str, Group]()
    for each in groups:
        owner = ""
        if each.id in host.unit_groups:
            owner = host.owner("unit_groups", host.unit_groups[each.id]).origin
        elif each.id in first:
            owner = first[each.id].where.render()
        if owner:
            found.append(problem("group-taken", each.where, value=each.id, owner=owner))
        first.setdefault(each.id, each)
    return found


def _of_spec(spec: UnitGroupSpec, host: PluginHost) -> Group:
    group = Group(spec.id, spec.title, tuple(spec.memberships()), spec.scheme, spec.source)
    for each in group.memberships:
        for day in filter(None, (each.since, each.until)):
            if first_day(day) is None:
                who = host.owner("unit_groups", spec).origin
                raise BrokenPluginError(f"the unit group '{spec.id}' of plugin {who} is dated by '{day}'")
    return group


def _scheme_named(name: str, host: PluginHost, instrument: Instrument | None) -> Scheme:
    units = instrument.file.units if instrument else None
    if instrument and units and units.scheme == name:
        return scheme_of(instrument, host)
    return scheme_of_spec(host.unit_schemes[name]) if name in host.unit_schemes else Scheme(name)


def unit_problems(instrument: Instrument, host: PluginHost) -> Iterator[Problem]:
    """Check what an instrument says of its units against what is registered."""
    units = instrument.file.units
    if units is None:
        return
    vintages = {spec.vintage: spec for spec in host.unit_schemes.values() if spec.id == units.scheme}
    table = instrument.unit_tables.scheme
    if vintages and "" not in vintages and units.vintage not in vintages and not table.names:
        values = {"scheme": units.scheme, "known": listing(vintages), "value": units.vintage}
        yield problem("units-vintage-unknown", instrument.places.at("units"), **values)
    yield from unknown_parents(scheme_of(instrument, host), table, instrument.places.at("units", "file"))
    yield from group_problems(instrument, host, instrument.unit_tables.groups)


def memberships_of(instrument: Instrument, host: PluginHost) -> tuple[Memberships, list[Problem]]:
    """Find the groups that questions are counted by, and report those that are not there."""
    found, problems, own = dict[str, Group](), list[Problem](), instrument.unit_tables.groups
    for key, indicator in instrument.indicators.items():
        for name in indicator.groups:
            if name == OTHER or name in found:
                continue
            try:
                found[name] = find_group(name, host, instrument, own)
            except WrongUseError as error:
                where = instrument.places.of_key("indicators", key, "goalposts_by_group", name)
                problems.append(problem("goalposts-group-unknown", where, indicator=key, reason=str(error)))
    return Memberships(found, scheme_of(instrument, host)) if found else Memberships(), problems


def group_problems(instrument: Instrument, host: PluginHost, groups: Sequence[Group]) -> Iterator[Problem]:
    """Warn of a file's groups whose names others have, and of their members that their scheme does not know."""
    yield from taken(groups, host)
    schemes: dict[str, Scheme] = {}
    for group in groups:
        if group.scheme not in schemes:
            schemes[group.scheme] = _scheme_named(group.scheme, host, instrument)
        scheme = schemes[group.scheme]
        for unit in dict.fromkeys(each.unit for each in group.memberships) if scheme.names else ():
            if scheme.code(unit) is None:
                close = hint(unit, scheme.names)
                values = {"value": unit, "group": group.id, "scheme": scheme.id, "hint": f".{close}" if close else ""}
                yield problem("group-unit-unknown", group.where, **values)


def members(
    group: str,
    host: PluginHost,
    *,
    period: str | float = "",
    scheme: str = "",
    instrument: Instrument | None = None,
) -> tuple[str, ...]:
    """Give the codes of the units that are in a group in a period, sorted.

    :param group: its exact name, such as ``EU27_2020``
    :param period: they are members on its last day; empty: those that have not left
    :param scheme: the scheme of the codes, such as ``iso-3166-1-alpha-3``; of one whose units lie in the members, such
        as regions, these are given. Empty: the instrument's, without one ``iso-3166-1``
    :param instrument: its tables of units and of groups count beside what is registered
    :raises WrongUseError: for a group, a period or a scheme that is not there
    """
    text = checked_period(period_text(period), instrument)
    found = find_group(group, host, instrument, instrument.unit_tables.groups if instrument else ())
    own = instrument.file.units.scheme if instrument and instrument.file.units else ISO
    return tuple(sorted({code for code, _ in found.units(chosen_scheme(scheme or own, host, instrument), text)}))


def chosen_scheme(name: str, host: PluginHost, instrument: Instrument | None = None) -> Scheme:
    """Give the scheme of an instrument, where that is its name, or a registered one; otherwise raise WrongUseError."""
    own = instrument.file.units if instrument else None
    return scheme_of(instrument, host) if instrument and own and own.scheme == name else registered_scheme(name, host)


def checked_period(text: str, instrument: Instrument | None = None) -> str:
    """Give the label of a period; empty as it is.

    :raises WrongUseError: where it is none
    """
    label = label_of(text, instrument.periods if instrument else ()) if text else ""
    if label is None:
        raise WrongUseError(f"'{text}' is no period: it is {EXPECTED}")
    return label
