"""How many boxes of 300 strips are read right: filled in, worn, scanned or photographed at an angle,
as tests/render/paper does it with 42.

`pytest tests/benchmarks/test_strips.py --benchmark-enable` measures; without it, 12 are read.
"""

from pytest_benchmark.fixture import BenchmarkFixture

from tests.render import strips
from tests.render.paper.test_reading import judge

PICTURES, FEWER = 50, 2


def test_three_hundred_strips(benchmark: BenchmarkFixture) -> None:
    pictures = PICTURES if benchmark.enabled else FEWER
    score: strips.Score = benchmark.pedantic(judge, args=(pictures,), kwargs={"seed": 5000})
    told = (
        f"{score.right / score.boxes:.2%} of {score.boxes} boxes right, {score.doubtful} doubtful"
    )
    print(f"{score.strips} strips: {told}, {score.wrong} wrong")
    assert score.strips == 6 * pictures
    assert score.right >= 0.99 * score.boxes
    assert score.wrong == 0
