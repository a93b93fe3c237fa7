"""Systems of coordinates: any of them ends in the right place, or in a sentence that names it."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.geo.projection import transformer
from patrolqr.geo.systems import FITTING_SHARE, NAMES, NEAR_M, NoGround, System, code_of, place
from tests.builders.maps import CANNOCK, beat

TOWNS = {
    "Cannock": CANNOCK, "Penzance": (-5.54, 50.12), "Scilly": (-6.31, 49.92), "Dover": (1.31, 51.13),
    "Lowestoft": (1.74, 52.48), "Hull": (-0.33, 53.74), "Lerwick": (-1.14, 60.15), "Barra": (-7.49, 56.98),
    "Stranraer": (-5.03, 54.9), "Holyhead": (-4.63, 53.31), "St Davids": (-5.27, 51.88), "Belfast": (-5.93, 54.6),
    "Enniskillen": (-7.64, 54.34), "Derry": (-7.32, 55.0), "Peterhead": (-1.78, 57.5), "Ramsgate": (1.42, 51.33),
}  # fmt: skip

ABROAD = {"Dublin": (-6.26, 53.35), "Calais": (1.85, 50.95), "Memphis": (-90.05, 35.15)}

DEGREES = "EPSG:4326"


def drawn(town: tuple[float, float], code: str, *, swapped: bool = False) -> np.ndarray:
    """Return three beats of a town in a system's numbers."""
    project = transformer(DEGREES, code).transform
    shapes = [shapely.transform(beat(at, town), project, interleaved=False) for at in range(3)]
    turned = [shapely.transform(shape, lambda points: points[:, ::-1]) for shape in shapes]
    return np.array(turned if swapped else shapes, dtype=object)


def box_around(town: tuple[float, float]) -> tuple[float, float, float, float]:
    """Return what is loaded where a town's incidents are."""
    return (town[0] - 0.1, town[1] - 0.1, town[0] + 0.1, town[1] + 0.1)


towns = st.sampled_from(sorted(TOWNS)).map(TOWNS.__getitem__)
codes = st.sampled_from(sorted(NAMES))


@given(
    town=towns,
    code=codes,
    said=st.none() | codes,
    swapped=st.booleans(),
    loaded=st.booleans(),
)
def test_any_system_however_named_is_read_in_its_place_or_refused_by_name(
    town: tuple[float, float], code: str, said: str | None, *, swapped: bool, loaded: bool
) -> None:
    """Where something is loaded near, it is the right place; where nothing is, what is said may by
    chance lie in the United Kingdom too, and is then named.
    """
    shapes = drawn(town, code, swapped=swapped)
    try:
        placed = place(shapes, said, box_around(town) if loaded else None)
    except NoGround as problem:
        assert any(name in str(problem) for name in NAMES.values())
        return
    assert placed.are_inside.any()
    metres = transformer(DEGREES, "EPSG:27700").transform
    middle = shapely.union_all(placed.shapes).centroid
    apart = np.hypot(*np.subtract(metres(middle.x, middle.y), metres(town[0] + 0.015, town[1])))
    assert apart < NEAR_M + 40_000 if loaded else True
    if apart > 2000:
        assert placed.system.name in placed.note or placed.system == System(DEGREES)


@given(town=towns, code=codes)
def test_a_system_that_is_named_rightly_is_believed(town: tuple[float, float], code: str) -> None:
    placed = place(drawn(town, code), code, None)
    assert placed.system == System(code)
    assert shapely.hausdorff_distance(placed.shapes[0], beat(0, town)) < 1e-4
    assert (placed.note == "") == (code == DEGREES)


@pytest.mark.parametrize(
    "code", [code for code in NAMES if code not in ("EPSG:32629", "EPSG:32631")]
)
def test_a_system_that_is_not_named_is_found_where_only_one_fits(code: str) -> None:
    town = TOWNS["Belfast"] if code in ("EPSG:29903", "EPSG:2157") else CANNOCK
    placed = place(drawn(town, code), None, box_around(town))
    assert (placed.system, shapely.hausdorff_distance(placed.shapes[0], beat(0, town)) < 1e-4) == (
        System(code),
        True,
    )


def test_two_systems_that_fit_are_told_apart_by_what_is_loaded_or_named() -> None:
    irish = drawn(TOWNS["Belfast"], "EPSG:29903")  # as British National Grid: Merseyside
    assert place(irish, None, box_around(TOWNS["Belfast"])).system == System("EPSG:29903")
    with pytest.raises(NoGround, match=r"may be British National Grid, .*or Irish Grid"):
        place(irish, None, None)


@pytest.mark.parametrize("town", ABROAD.values(), ids=ABROAD)
def test_what_lies_abroad_is_refused(town: tuple[float, float]) -> None:
    for said in (None, DEGREES):
        with pytest.raises(NoGround, match=r"outside the United Kingdom.* latitude \d+\.\d\d"):
            place(drawn(town, DEGREES), said, None)


def test_most_of_a_files_shapes_must_fit_and_a_stray_is_known() -> None:
    inside, stray = drawn(CANNOCK, DEGREES), drawn(ABROAD["Memphis"], DEGREES)
    mostly = place(np.concatenate([inside[:2], stray[:1]]), None, None)
    assert mostly.are_inside.tolist() == [True, True, False]
    assert FITTING_SHARE == 0.5
    with pytest.raises(NoGround):
        place(np.concatenate([inside[:1], stray[:1]]), None, None)


@pytest.mark.parametrize(("metres", "is_near"), [(NEAR_M - 300, True), (NEAR_M + 300, False)])
def test_farther_than_a_neighbouring_force_is_refused(metres: int, *, is_near: bool) -> None:
    shapes = np.array([shapely.box(450_000, 300_000, 450_100, 300_100)], dtype=object)
    edge = transformer("EPSG:27700", DEGREES).transform(450_050, 300_050 + metres)
    loaded = (edge[0] - 0.0001, edge[1], edge[0] + 0.0001, edge[1] + 0.1)
    if is_near:
        assert place(shapes, "EPSG:27700", loaded).are_inside.all()
    else:
        with pytest.raises(NoGround, match="lies 100 km from everything that is loaded"):
            place(shapes, "EPSG:27700", loaded)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("urn:ogc:def:crs:EPSG::27700", "EPSG:27700"),
        ("OGC:CRS84", DEGREES),
        ("EPSG:2157", "EPSG:2157"),
        ('PROJCS["British_National_Grid"]', None),
        ("", None),
        (None, None),
    ],
)
def test_a_system_is_known_by_the_names_files_give_it(said: str | None, code: str | None) -> None:
    assert code_of(said) == code
