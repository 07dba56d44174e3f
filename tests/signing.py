"""The invented parties that the closing blocks of cases/signatures.toml are signed for."""

from extractor.language.facts import Party, Representative

PARTIES = tuple(
    Party(
        start=0,
        end=1,
        id=f"p{index}",
        name=name,
        alias=alias,
        representatives=(Representative(start=0, end=1, name=person, role=role),),
    )
    for index, (name, alias, person, role) in enumerate(
        [
            ("Ville de Bellerive", "la Ville", "Octave PRIEUR", "Maire"),
            ("association Les Cordées du Vercors", "l'Association", "Irène CASTAGNET", "Présidente"),
            ("Union Nationale des Gîtes", "UNG", "Michaël LENOIR", "Président"),
        ],
        1,
    )
)

LEAD = """ARTICLE 8 : LITIGES

En cas de litige, les parties recherchent un accord. Il a été fait état de plusieurs solutions.
"""
