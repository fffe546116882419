"""From degrees to the drawing: Miller's cylindrical projection, which keeps the north in bounds.

Source: J. P. Snyder, Map Projections: A Working Manual, US Geological Survey, 1987, page 88.
"""

from math import degrees, log, pi, radians, tan

UNITS = 10  # of the drawing, a degree at the equator


def project(latitude, longitude):
    """Return x and y in units of the drawing of a point in degrees; y grows southwards."""
    y = 1.25 * log(tan(pi / 4 + 0.4 * radians(latitude)))
    return longitude * UNITS, -degrees(y) * UNITS
