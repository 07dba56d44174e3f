"""A table of scores in, the pairing of rows and columns with the greatest sum out; scores of 0 and less pair nothing."""

from __future__ import annotations

from collections.abc import Sequence

Scores = Sequence[Sequence[float]]


def best_pairs(scores: Scores) -> list[tuple[int, int]]:
    """`best_pairs([[9, 8], [8, 1]]) == [(0, 1), (1, 0)]`: what is best for all, not for each (Kuhn and Munkres)."""
    rows = [i for i, row in enumerate(scores) if any(score > 0 for score in row)]
    columns = sorted({j for i in rows for j, score in enumerate(scores[i]) if score > 0})
    if not rows:
        return []
    if len(rows) > len(columns):
        turned = best_pairs([[scores[i][j] for i in rows] for j in columns])
        return sorted((rows[i], columns[j]) for j, i in turned)
    owners = _owners([[-max(scores[i][j], 0.0) for j in columns] for i in rows])
    found = ((rows[i], columns[j]) for j, i in owners.items())
    return sorted((i, j) for i, j in found if scores[i][j] > 0)


def _owners(costs: list[list[float]]) -> dict[int, int]:
    """Column → row of the cheapest assignment of every row, by shortest augmenting paths; no more rows than columns."""
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # 1-based; 0 is nobody, and column 0 is where each search begins
    for row in range(1, rows + 1):
        owner[0] = row
        came_from = [0] * (columns + 1)
        least = [float("inf")] * (columns + 1)
        seen = [False] * (columns + 1)
        column = 0
        while True:
            seen[column] = True
            held, step, following = owner[column], float("inf"), 0
            for j in range(1, columns + 1):
                if seen[j]:
                    continue
                cost = costs[held - 1][j - 1] - row_price[held] - column_price[j]
                if cost < least[j]:
                    least[j], came_from[j] = cost, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(columns + 1):
                if seen[j]:
                    row_price[owner[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return {j - 1: owner[j] - 1 for j in range(1, columns + 1) if owner[j]}
