"""Made-up names of places, as various as real ones, and the countries in which they lie."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """Its share among the places, its middle in degrees and how far it reaches, its words."""

    share: int
    latitude: float
    longitude: float
    reach: float
    language: str
    areas: str = "Region"


COUNTRIES = {
    "FR": Country(200, 46.5, 2.5, 1.8, "fr", "Département"),
    "PT": Country(150, 39.6, -8.0, 0.9, "pt", "Distrito"),
    "BR": Country(120, -14.0, -50.0, 6.0, "pt", "Estado"),
    "ES": Country(90, 40.0, -4.0, 1.8, "es", "Provincia"),
    "IT": Country(80, 43.0, 12.0, 1.5, "it", "Provincia"),
    "BE": Country(60, 50.6, 4.7, 0.5, "fr", "Province"),
    "DE": Country(40, 51.0, 10.0, 1.8, "de", "Kreis"),
    "RO": Country(35, 45.9, 25.0, 1.0, "ro", "Județ"),
    "PL": Country(30, 52.0, 19.3, 1.4, "pl", "Powiat"),
    "SN": Country(25, 14.5, -14.5, 0.8, "fr", "Département"),
    "CV": Country(20, 15.1, -23.6, 0.4, "pt", "Ilha"),
    "MA": Country(18, 32.0, -6.0, 1.5, "ar", "Province"),
    "GR": Country(16, 39.0, 22.5, 1.0, "el", "Nomos"),
    "CA": Country(15, 47.0, -72.0, 2.0, "fr", "Région"),
    "CH": Country(14, 46.8, 8.2, 0.5, "de", "Kanton"),
    "TN": Country(12, 35.5, 9.6, 0.8, "ar", "Gouvernorat"),
    "MG": Country(11, -19.0, 46.7, 2.0, "mg", "Région"),
    "MU": Country(10, -20.3, 57.6, 0.1, "en", "District"),
    "GA": Country(9, -0.6, 11.7, 1.0, "fr", "Province"),
    "HU": Country(8, 47.2, 19.4, 0.7, "hu", "Megye"),
    "SI": Country(7, 46.1, 14.8, 0.3, "sl", "Občina"),
    "LU": Country(6, 49.8, 6.1, 0.1, "fr", "Canton"),
    "NL": Country(6, 52.2, 5.5, 0.5, "nl", "Provincie"),
    "GB": Country(5, 52.8, -1.6, 1.2, "en", "County"),
    "IE": Country(4, 53.2, -7.8, 0.6, "en", "County"),
    "MZ": Country(4, -17.5, 36.0, 2.5, "pt", "Província"),
    "AO": Country(3, -12.0, 17.5, 2.0, "pt", "Província"),
    "BF": Country(3, 12.3, -1.7, 0.9, "fr", "Province"),
    "CM": Country(2, 5.0, 12.3, 1.2, "fr", "Région"),
    "JP": Country(2, 36.0, 138.0, 1.2, "ja", "Ken"),
    "MX": Country(1, 22.0, -101.0, 2.5, "es", "Estado"),
}
BEFORE = {
    "fr": ("Saint-", "Sainte-", "La ", "Le ", "Les ", "Château-", "Mont-", "Vallée de "),
    "pt": ("São ", "Santa ", "Vila Nova de ", "Monte ", "Ribeira de ", "Porto ", "Casal de "),
    "es": ("San ", "Santa ", "Villa ", "El ", "Puebla de "),
    "it": ("San ", "Santa ", "Castel ", "Monte "),
    "de": ("Bad ", "Sankt ", "Markt "),
}
AFTER = {
    "fr": ("-sur-Mer", "-les-Bains", "-en-Forêt", "-le-Grand", "-la-Rivière"),
    "pt": (" de Baixo", " do Mar", " Velho", " da Serra"),
    "es": (" del Río", " de la Sierra", " Nuevo"),
    "it": (" al Mare", " in Valle"),
    "de": (" am See", "-Nord", " im Tal"),
}
BEGINNINGS = (
    "al", "an", "ar", "bal", "ber", "bou", "bran", "cam", "car", "chan", "cor", "cou", "dal",
    "dor", "el", "fa", "fer", "fon", "gal", "gar", "gran", "jal", "ka", "kor", "lan", "lem",
    "lou", "mar", "mer", "mon", "mor", "nan", "nor", "o", "par", "per", "pla", "por", "quer",
    "ra", "ri", "ro", "sa", "sal", "ser", "sou", "tal", "tar", "tor", "tré", "val", "ver", "vi",
    "zam",
)  # fmt: skip
MIDDLES = (
    "a", "be", "ca", "de", "di", "e", "fa", "ga", "gi", "la", "le", "li", "ma", "mi", "na", "ne",
    "no", "ra", "re", "ri", "ro", "sa", "si", "ta", "te", "ti", "va", "ve", "zi",
)  # fmt: skip
ENDINGS = (
    "bach", "berg", "bourg", "briga", "ça", "ção", "court", "dal", "deira", "do", "dou", "feld",
    "gny", "hausen", "lha", "liers", "mar", "mont", "na", "nha", "nière", "rado", "rin", "ro",
    "ry", "sol", "taz", "tã", "thal", "tona", "val", "vas", "ves", "ville", "vra", "zé", "zón",
)  # fmt: skip


def place_name(random, country):
    """Return a name: a word of its own, in one place of three with common words around it."""
    language = COUNTRIES[country].language
    middle = "".join(random.sample(MIDDLES, random.choice((0, 1, 1, 2, 2, 3))))
    word = f"{random.choice(BEGINNINGS)}{middle}{random.choice(ENDINGS)}".capitalize()
    before = random.choice(BEFORE.get(language, ("",))) if random.random() < 0.35 else ""
    after = random.choice(AFTER.get(language, ("",))) if random.random() < 0.25 else ""
    return f"{before}{word}{after}"
