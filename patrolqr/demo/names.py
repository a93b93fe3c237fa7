"""Names of streets: trees, birds, fields and water; none is anybody's name, and none repeats."""

from collections.abc import Sequence

import numpy as np

WORDS = (
    "Alder", "Ashfield", "Aspen", "Badger", "Barley", "Beacon", "Beech", "Birch", "Bittern", "Blackthorn", "Bluebell",
    "Bracken", "Bramble", "Brickfield", "Brookside", "Buttercup", "Campion", "Cedar", "Chapel", "Cherrytree",
    "Chestnut", "Clover", "Coldharbour", "Coppice", "Cornfield", "Cowslip", "Cricketers", "Crossbill", "Curlew",
    "Cypress", "Dairy", "Dovecote", "Dunlin", "Elderberry", "Elm", "Fallow", "Farrier", "Fieldfare", "Finch",
    "Foundry", "Foxglove", "Furlong", "Furze", "Glebe", "Goldcrest", "Gorse", "Grange", "Greenfinch", "Harebell",
    "Harvest", "Hawkweed", "Hawthorn", "Haymaker", "Hedgerow", "Heron", "Hollow", "Honeysuckle", "Hornbeam", "Hurdle",
    "Juniper", "Kestrel", "Kiln", "Kingfisher", "Laburnum", "Lapwing", "Larch", "Lavender", "Leveret", "Lilac", "Lime",
    "Linnet", "Longmeadow", "Lowfield", "Malthouse", "Maple", "Marigold", "Meadow", "Millrace", "Mistletoe", "Moorhen",
    "Mulberry", "Nettlebed", "Nightingale", "Nuthatch", "Oakapple", "Oldbarn", "Orchard", "Osier", "Otter", "Oxbow",
    "Paddock", "Partridge", "Pasture", "Peartree", "Pinfold", "Plover", "Poplar", "Primrose", "Pump", "Quarry",
    "Quince", "Redpoll", "Redwing", "Reedmace", "Ropewalk", "Rushmead", "Saddlers", "Sandpiper", "Saxifrage", "Sedge",
    "Shepherds", "Skylark", "Sloe", "Snowdrop", "Sorrel", "Speedwell", "Spinney", "Spruce", "Starling", "Stonecrop",
    "Swallow", "Sycamore", "Tannery", "Tansy", "Teal", "Teasel", "Thicket", "Thistle", "Thrush", "Tithe Barn",
    "Topfield", "Turnpike", "Valerian", "Vetch", "Viaduct", "Wagtail", "Walnut", "Warbler", "Watermead", "Wayside",
    "Weaver", "Well", "Wheatsheaf", "Whitebeam", "Whitethorn", "Wicket", "Willow", "Windmill", "Woodlark",
    "Woodpecker", "Wren", "Yarrow", "Yewtree",
)  # fmt: skip

LONG, SHORT, ENDS = (
    ("Road", "Avenue", "Lane", "Street", "Road", "Drive"),
    ("Street", "Way", "Grove", "Row", "Terrace", "Lane"),
    ("Close", "Court", "Gardens", "Mews", "Croft"),
)

PATHS = (
    "Bridle Path", "Churchyard Walk", "Cinder Path", "Drain Bank", "Field Path", "Gasworks Cut", "Lock Path",
    "Mill Leat Path", "Old Tramway", "Pound Walk", "Rope Cut", "Weir Walk",
)  # fmt: skip

LONG_FROM = 330
"""Metres from which a street is a road or an avenue."""


def streets(random: np.random.Generator, lengths: Sequence[float], *, ends_at: int) -> list[str]:
    """Return one name per street.

    Those from number `ends_at` on are dead ends and are called so.
    """
    words = [*random.permutation(WORDS), *random.permutation(WORDS)]
    taken: list[str] = []
    for number, length in enumerate(lengths):
        kinds = ENDS if number >= ends_at else LONG if length >= LONG_FROM else SHORT
        name = f"{words[number]} {random.choice(kinds)}"
        while name in taken:
            name = f"{words[number]} {random.choice((*LONG, *SHORT, *ENDS))}"
        taken.append(name)
    return taken


def paths(random: np.random.Generator, count: int) -> list[str]:
    """Return that many names of footpaths."""
    return [str(name) for name in random.permutation(PATHS)[:count]]
