"""Make graph_schema/data/*.tsv anew from the package vietnamadminunits and the tables beside this.

Run it with ``python scripts/make_places.py``; SOURCE.md in that folder says where facts come from.
The package is unpacked in a folder of its own that is gone at the end; none of its code runs.
"""

import csv
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BY_HAND = ROOT / "scripts" / "places"
OUT = ROOT / "graph_schema" / "data"

PACKAGE = (
    "vietnamadminunits==1.0.4 "
    "--hash=sha256:737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35\n"
)
KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")

Row = tuple[str, ...]
Keys = dict[tuple[str, str], str]
Whole = dict[str, dict[str, list[str]]]
Divided = dict[str, dict[str, list[dict[str, str]]]]
Succession = dict[str, set[str]]


def main() -> None:
    """Write the five tables, after counting what is in force."""
    with tempfile.TemporaryDirectory() as folder:
        data = unpack(Path(folder))
        new = select(data, "admin_units", "provinceCode, province, wardCode, ward")
        old = select(
            data,
            "admin_units_legacy",
            "provinceCode, province, districtCode, district, wardCode, ward, "
            "provinceKey, districtKey, wardKey",
        )
        keys: Keys = {
            (province, ward): code
            for province, ward, code in select(
                data, "admin_units", "provinceKey, wardKey, wardCode"
            )
        }
        converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
        whole: Whole = converter["DICT_PROVINCE_WARD_NO_DIVIDED"]
        divided: Divided = converter["DICT_PROVINCE_WARD_DIVIDED"]
    write_new(new)
    write_old(old, succession((*moved(whole), *parted(divided)), old, keys), province_of_each(new))


def unpack(folder: Path) -> Path:
    """The package's data, checked by its hash, without what it depends on."""
    wanted = folder / "wanted.txt"
    wanted.write_text(PACKAGE, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
    subprocess.run(  # noqa: S603 - our own interpreter and words of our own
        [*pip, "--target", str(folder / "package"), "-r", str(wanted)], check=True
    )
    return folder / "package" / "vietnamadminunits" / "data"


def select(data: Path, table: str, columns: str) -> list[Row]:
    """Rows of one table of the package's database, empty texts for what it leaves out."""
    connection = sqlite3.connect(data / "dataset.db")
    try:
        rows = connection.execute(f"SELECT DISTINCT {columns} FROM {table}")  # noqa: S608 - constants
        return [tuple(value or "" for value in row) for row in rows]
    finally:
        connection.close()


def by_hand(name: str) -> list[dict[str, str]]:
    """A table that people keep, beside this script."""
    with (BY_HAND / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def named(full_name: str) -> tuple[str, str]:
    """Kind and name of "Thành Phố Bắc Kạn"; the package's own split has errors."""
    for kind in KINDS:
        if full_name.lower().startswith(kind + " "):
            return kind, full_name[len(kind) + 1 :]
    raise ValueError(f"no kind of place begins {full_name!r}")


def other_names(table: str) -> dict[str, str]:
    """What else a place is called, by its code."""
    return {
        row["code"]: row["names"] for row in by_hand("other_names.tsv") if row["table"] == table
    }


def province_of_each(new: Iterable[Row]) -> dict[str, str]:
    """The province of each commune in force."""
    return {commune: province for province, _, commune, _ in new}


def write_new(new: list[Row]) -> None:
    """Provinces and communes in force; their numbers are those of the law, or nothing is made."""
    others = other_names("provinces")
    provinces = {(code, *named(full_name), others.get(code, "")) for code, full_name, _, _ in new}
    communes = {(code, *named(full_name), province) for province, _, code, full_name in new}
    kinds = [kind for _, kind, *_ in (*provinces, *communes)]
    counted = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    expected = {"phường": 687, "thành phố": 6, "tỉnh": 28, "xã": 2621, "đặc khu": 13}
    if counted != expected:
        raise ValueError(f"the law knows {expected}, the package {counted}")
    write("provinces.tsv", ("code", "kind", "name", "other_names"), provinces)
    write("communes.tsv", ("code", "kind", "name", "province"), communes)


def succession(pairs: Iterable[tuple[str, str, str]], old: list[Row], keys: Keys) -> Succession:
    """Which communes in force took land of each abolished one, as the package has it, mended."""
    code_of = {"_".join(row[6:]): row[4] or row[2] for row in old}
    into: Succession = defaultdict(set)
    for key, province, commune in pairs:
        into[code_of[key]].add(keys[province, commune])
    for row in by_hand("corrections.tsv"):
        successors = into[row["old"]]
        if (row["new"] in successors) != (row["change"] == "drop"):
            raise ValueError(f"this correction changes nothing: {row}")
        successors.symmetric_difference_update({row["new"]})
    return into


def moved(whole: Whole) -> Iterator[tuple[str, str, str]]:
    """Key of an old commune that was not divided, keys of its new province and commune."""
    for province, communes in whole.items():
        for commune, old_keys in communes.items():
            yield from ((key, province, commune) for key in old_keys)


def parted(divided: Divided) -> Iterator[tuple[str, str, str]]:
    """The same for each part of an old commune that was divided."""
    for province, communes in divided.items():
        for key, parts in communes.items():
            yield from ((key, province, part["newWardKey"]) for part in parts)


def write_old(old: list[Row], into: Succession, province_of: dict[str, str]) -> None:
    """Provinces, districts and communes that ended, and what took their place."""
    others = other_names("old_provinces")
    provinces: set[Row] = {
        (row["code"], row["kind"], row["name"], row["other_names"], row["successor"])
        for row in by_hand("earlier_provinces.tsv")
    }
    districts: set[Row] = set()
    communes: set[Row] = set()
    for province, in_province, district, in_district, code, full_name, *_ in old:
        successors = sorted(into[code or district])
        (successor,) = {province_of[commune] for commune in successors}
        provinces.add((province, *named(in_province), others.get(province, ""), successor))
        own = "" if code else " ".join(successors)
        districts.add((district, *named(in_district), province, own))
        if code:
            communes.add((code, *named(full_name), district, " ".join(successors)))
    head = ("code", "kind", "name")
    write("old_provinces.tsv", (*head, "other_names", "successor"), provinces)
    write("old_districts.tsv", (*head, "province", "successors"), districts)
    write("old_communes.tsv", (*head, "district", "successors"), communes)


def write(name: str, head: Row, rows: Iterable[Row]) -> None:
    """One table, in the order of its codes."""
    lines = ["\t".join(row) for row in (head, *sorted(rows))]
    (OUT / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
