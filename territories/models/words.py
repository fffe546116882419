"""Words in a column of full text, sought by their beginnings."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func, Lookup, Value

from together_site.text import folded


def words_of(name):
    """Return the words of a folded column as full text has them.

    The parser of Postgres is left out: it splits numbers and letters its own way.
    """
    each = Func(F(name), Value(" "), function="string_to_array")
    kept = Func(each, Value(""), function="array_remove")
    return Func(kept, function="array_to_tsvector")


@SearchVectorField.register_lookup
class Begin(Lookup):
    """``words__begin="sao to"``: each of the words begins a word of the column."""

    lookup_name = "begin"
    prepare_rhs = True

    def get_prep_lookup(self):
        # A folded word has letters and digits only: nothing in it is a sign to Postgres.
        words = dict.fromkeys(folded(self.rhs).split())
        return " & ".join(f"'{word}':*" for word in words)

    def get_db_prep_lookup(self, value, connection):
        return "%s::tsquery", [value]

    def as_postgresql(self, compiler, connection):
        column, column_params = self.process_lhs(compiler, connection)
        words, params = self.process_rhs(compiler, connection)
        return f"{column} @@ {words}", [*column_params, *params]
