"""The Chinese lunisolar calendar computed from the sun and the moon, by the rules in force since 1645.

A month begins on the day of new moon; the month that holds the winter solstice is the eleventh; where thirteen months
lie between two such months, the first one without a principal solar term repeats its predecessor's number (閏).
New moons: Meeus, Astronomical Algorithms, ch. 49; the sun's longitude: Bretagnon and Simon's terms as given by
Reingold and Dershowitz, Calendrical Calculations. Both hold to a minute or so.
"""

from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from math import cos, floor, radians, sin

# Periodic terms of the time of new moon: days, power of the eccentricity, multiples of the sun's anomaly, the moon's
# anomaly, the moon's argument of latitude, and the node.
_MOON = (
    (-0.40720, 0, 0, 1, 0, 0), (0.17241, 1, 1, 0, 0, 0), (0.01608, 0, 0, 2, 0, 0), (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0), (-0.00514, 1, 1, 1, 0, 0), (0.00208, 2, 2, 0, 0, 0), (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0), (0.00056, 1, 1, 2, 0, 0), (-0.00042, 0, 0, 3, 0, 0), (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0), (-0.00024, 1, -1, 2, 0, 0), (-0.00017, 0, 0, 0, 0, 1), (-0.00007, 0, 2, 1, 0, 0),
    (0.00004, 0, 0, 2, -2, 0), (0.00004, 0, 3, 0, 0, 0), (0.00003, 0, 1, 1, -2, 0), (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0), (0.00003, 0, -1, 1, 2, 0), (-0.00002, 0, -1, 1, -2, 0), (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)  # fmt: skip

# Planetary corrections to it: millionths of a day, phase, degrees a month.
_PLANETS = (
    (325, 299.77, 0.107408), (165, 251.88, 0.016321), (164, 251.83, 26.651886), (126, 349.42, 36.412478),
    (110, 84.66, 18.206239), (62, 141.74, 53.303771), (60, 207.14, 2.453732), (56, 154.84, 7.306860),
    (47, 34.52, 27.261239), (42, 207.19, 0.121824), (40, 291.34, 1.844379), (37, 161.72, 24.198154),
    (35, 239.56, 25.513099), (23, 331.55, 3.592518),
)  # fmt: skip

# The sun's longitude: millionths of a radian, phase, degrees a century.
_SUN = (
    (403406, 270.54861, 0.9287892), (195207, 340.19128, 35999.1376958), (119433, 63.91854, 35999.4089666),
    (112392, 331.26220, 35998.7287385), (3891, 317.843, 71998.20261), (2819, 86.631, 71998.4403),
    (1721, 240.052, 36000.35726), (660, 310.26, 71997.4812), (350, 247.23, 32964.4678), (334, 260.87, -19.4410),
    (314, 297.82, 445267.1117), (268, 343.14, 45036.8840), (242, 166.79, 3.1008), (234, 81.53, 22518.4434),
    (158, 3.50, -19.9739), (132, 132.75, 65928.9345), (129, 182.95, 9038.0293), (114, 162.03, 3034.7684),
    (99, 29.8, 33718.148), (93, 266.4, 3034.448), (86, 249.2, -2280.773), (78, 157.6, 29929.992),
    (72, 257.8, 31556.493), (68, 185.1, 149.588), (64, 69.9, 9037.750), (46, 8.0, 107997.405),
    (38, 197.1, -4444.176), (37, 250.4, 151.771), (32, 65.3, 67555.316), (29, 162.7, 31556.080),
    (28, 341.5, -4561.540), (27, 291.6, 107996.706), (27, 98.5, 1221.655), (25, 146.7, 62894.167),
    (24, 110.0, 31437.369), (21, 5.2, 14578.298), (21, 342.6, -31931.757), (20, 230.9, 34777.243),
    (18, 256.1, 1221.999), (17, 45.3, 62894.511), (14, 242.9, -4442.039), (13, 115.2, 107997.909),
    (13, 151.8, 119.066), (13, 285.3, 16859.071), (12, 53.3, -4.578), (10, 126.6, 26895.292),
    (10, 205.7, -39.127), (10, 85.9, 12297.536), (10, 146.1, 90073.778),
)  # fmt: skip

# By how many seconds dynamical time leads the turning Earth's.
_CLOCK = (
    (1640, 55), (1700, 9), (1800, 14), (1860, 8), (1875, -3), (1900, -3), (1910, 10), (1920, 21), (1940, 24),
    (1955, 31), (1970, 40), (1985, 55), (2000, 64), (2020, 69), (2050, 93), (2210, 460),
)  # fmt: skip

_SYNODIC_MONTH = 29.530588861
_J2000 = 2451545.0
_ORDINAL_OF_JULIAN_DAY_0 = -1721424.5  # date.toordinal() of a Julian day at midnight


def _day(jde: float) -> int:
    """Ordinal of the civil day in China in which the moment `jde` (dynamical time) falls."""
    year = 2000 + (jde - _J2000) / 365.25
    delay = 0.0
    for (y0, d0), (y1, d1) in pairwise(_CLOCK):
        if y0 <= year < y1:
            delay = d0 + (d1 - d0) * (year - y0) / (y1 - y0)
    zone = 8.0 if year >= 1929 else 116.4 / 15  # Peking's own time until 1928
    return floor(jde - delay / 86400 + zone / 24 + _ORDINAL_OF_JULIAN_DAY_0)


def _new_moon(k: int) -> float:
    """Time of the k-th new moon after that of 6 January 2000 (Julian ephemeris day)."""
    t = k / 1236.85
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
    latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
    node = 124.7746 - 1.56375588 * k + 0.0020672 * t * t
    jde = 2451550.09766 + _SYNODIC_MONTH * k + 0.00015437 * t * t
    for size, power, *multiples in _MOON:
        angle = sum(m * a for m, a in zip(multiples, (sun, moon, latitude, node), strict=True))
        jde += size * e**power * sin(radians(angle))
    for size, phase, rate in _PLANETS:
        quadratic = -0.009173 * t * t if size == 325 else 0.0
        jde += size * 1e-6 * sin(radians(phase + rate * k + quadratic))
    return jde


def _solar_longitude(jde: float) -> float:
    """Apparent longitude of the sun in degrees."""
    t = (jde - _J2000) / 36525
    series = sum(size * sin(radians(phase + rate * t)) for size, phase, rate in _SUN)
    aberration = 0.0000974 * cos(radians(177.63 + 35999.01848 * t)) - 0.005575
    a, b = radians(124.90 - 1934.134 * t + 0.002063 * t * t), radians(201.11 + 72001.5377 * t + 0.00057 * t * t)
    nutation = -0.004778 * sin(a) - 0.0003667 * sin(b)
    return (282.7771834 + 36000.76953744 * t + 0.000005729577951308232 * series + aberration + nutation) % 360


def solar_term(year: int, longitude: int) -> date:
    """The day in `year` on which the sun reaches `longitude` (15 degrees a term; 315 立春, 0 春分, 15 清明, 270 冬至)."""
    days = ((longitude - 280) % 360) / 360 * 365.2422  # the sun stands near 280 degrees on 1 January
    jde = date(year, 1, 1).toordinal() - _ORDINAL_OF_JULIAN_DAY_0 + days
    for _ in range(5):
        jde += ((longitude - _solar_longitude(jde) + 180) % 360 - 180) * 365.2422 / 360
    return date.fromordinal(_day(jde))


@lru_cache(maxsize=64)
def _months(year: int) -> tuple[tuple[int, bool, int], ...]:
    """Months from the eleventh of `year - 1` to the tenth of `year`: (number, leap, ordinal of the first day)."""
    solstices = [solar_term(y, 270).toordinal() for y in (year - 1, year)]
    k = round((solstices[0] - date(2000, 1, 6).toordinal()) / _SYNODIC_MONTH) - 2
    days = [_day(_new_moon(k + i)) for i in range(18)]
    first = max(i for i in range(5) if days[i] <= solstices[0])
    last = max(i for i in range(18) if days[i] <= solstices[1])
    span = range(first, last)
    leap = -1
    if len(span) == 13:
        terms = {solar_term(y, z).toordinal() for y in (year - 1, year) for z in range(0, 360, 30)}
        leap = next(i for i in span if not any(days[i] <= t < days[i + 1] for t in terms))
    months = []
    number = 10
    for i in span:
        number += i != leap
        months.append(((number - 1) % 12 + 1, i == leap, days[i]))
    months.append((11, False, days[last]))
    return tuple(months)


def lunar_month(year: int, month: int, *, leap: bool = False) -> tuple[date, date] | None:
    """First and last day of a month of the lunar `year` (that began in the Gregorian year of that number)."""
    if not 1645 < year < 2200:
        return None
    months = _months(year)[:-1] if month <= 10 else _months(year + 1)[:-1]
    after = _months(year)[-1] if month <= 10 else _months(year + 1)[-1]
    for (number, is_leap, first), (_, _, following) in zip(months, (*months[1:], after), strict=True):
        if number == month and is_leap == leap:
            return date.fromordinal(first), date.fromordinal(following - 1)
    return None


def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The Gregorian day of a lunar date; None where the month has no such day or the year no such month."""
    span = lunar_month(year, month, leap=leap)
    if span is None or not 1 <= day <= (span[1] - span[0]).days + 1:
        return None
    return span[0] + timedelta(days=day - 1)
