"""The 34 provinces as a grid of tiles, each about where it lies; the codes are those of ISO 3166-2:ID."""

from __future__ import annotations

from collections.abc import Mapping

TILES: Mapping[str, tuple[str, int, int]] = {
    "Aceh": ("AC", 0, 0),
    "Sumatera Utara": ("SU", 1, 0),
    "Riau": ("RI", 1, 1),
    "Kepulauan Riau": ("KR", 1, 2),
    "Sumatera Barat": ("SB", 2, 0),
    "Jambi": ("JA", 2, 1),
    "Kepulauan Bangka Belitung": ("BB", 2, 2),
    "Bengkulu": ("BE", 3, 0),
    "Sumatera Selatan": ("SS", 3, 1),
    "Lampung": ("LA", 4, 1),
    "DKI Jakarta": ("JK", 4, 3),
    "Banten": ("BT", 5, 2),
    "Jawa Barat": ("JB", 5, 3),
    "Jawa Tengah": ("JT", 5, 4),
    "DI Yogyakarta": ("YO", 6, 4),
    "Jawa Timur": ("JI", 5, 5),
    "Bali": ("BA", 5, 6),
    "Nusa Tenggara Barat": ("NB", 5, 7),
    "Nusa Tenggara Timur": ("NT", 5, 8),
    "Kalimantan Utara": ("KU", 0, 5),
    "Kalimantan Barat": ("KB", 1, 4),
    "Kalimantan Timur": ("KI", 1, 5),
    "Kalimantan Tengah": ("KT", 2, 4),
    "Kalimantan Selatan": ("KS", 2, 5),
    "Gorontalo": ("GO", 1, 8),
    "Sulawesi Utara": ("SA", 1, 9),
    "Sulawesi Barat": ("SR", 2, 7),
    "Sulawesi Tengah": ("ST", 2, 8),
    "Sulawesi Selatan": ("SN", 3, 7),
    "Sulawesi Tenggara": ("SG", 3, 8),
    "Maluku Utara": ("MU", 1, 10),
    "Maluku": ("MA", 3, 10),
    "Papua Barat": ("PB", 2, 11),
    "Papua": ("PA", 3, 11),
}
"""By province: its code, row and column."""

ROWS, COLUMNS = 7, 12
