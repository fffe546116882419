"""How Arabic writes days and numbers here: hours to 24, European digits, as in the Maghreb."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
TIME_FORMAT = "H:i"
SHORT_DATETIME_FORMAT = "d‏/m‏/Y H:i"
# Between thousands a space that breaks no line.
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
