"""Words by which the name of an organisation is known: data, and whether a name has one.

Legal forms and public bodies, in the languages of the site and of places in the registry. Some are
surnames too (Sá, Ville, Club): who bears one says so with a tick.
"""

from together_site.text import folded

# As they are written; they are compared folded, as whole words.
WORDS = """
association associação associations asociación associazione vereniging verein assoc
asbl aisbl vzw ong ngo ngos oscip ipss onlus ev e.v.
foundation fundação fondation fundación fondazione stiftung stichting
federation federação fédération federación union união confederation confederação
cooperative cooperativa coopérative coop scop scic
committee comité comissão commission collective collectif coletivo
ltd limited llc llp inc corp corporation plc cic company companhia compagnie
gmbh ggmbh mbh ag kg ug bv b.v. nv n.v. oy ab aps srl s.r.l. spa s.p.a. sarl s.à.r.l. sas s.a.s.
sa s.a. sprl lda l.da ltda eirl unipessoal eurl gie
câmara município municipality municipalité municipio municipal concelho prefeitura
mairie commune ville city town council county borough parish
junta freguesia intercommunale intercomunidade métropole metropole métropole préfecture
região região region région regional département departement province
ministry ministère ministério ministerio government gouvernement governo agency agence agência
university université universidade universidad school école escola college collège lycée liceu
hospital hôpital clinic clinique clínica institute institut instituto centre center centro
club clube society société sociedade group groupe grupo network réseau rede
platform plateforme plataforma
جمعية بلدية شركة مؤسسة جماعة وزارة مدرسة جامعة
"""
_KNOWN = {f" {folded(word)} " for word in WORDS.split() if folded(word)}


def word_of_organisation(name):
    """Return the word, folded, by which a name looks like that of an organisation, or nothing."""
    words = f" {folded(name)} "
    return next((word.strip() for word in sorted(_KNOWN) if word in words), "")
